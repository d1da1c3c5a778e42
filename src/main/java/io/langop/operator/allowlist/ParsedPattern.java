package io.langop.operator.allowlist;

/** What {@link RegistryPattern#parse} makes of one entry: a pattern, or the reason why not. */
public sealed interface ParsedPattern permits RegistryPattern, InvalidPattern {}
