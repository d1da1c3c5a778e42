package io.langop.operator.settings;

/** An environment variable of a profiler. */
public record EnvSetting(String name, String value) {}
