package io.langop.operator.allowlist;

/**
 * A text that is no entry of an allowlist.
 *
 * @param reason why, as the end of a sentence, safe to show
 */
public record InvalidPattern(String reason) implements ParsedPattern, ParsedEntry {}
