package io.langop.operator.settings;

/** What the text of one tool's settings means: all of it, or nothing. */
public sealed interface ParsedSettings permits ToolSettings, InvalidToolSettings {}
