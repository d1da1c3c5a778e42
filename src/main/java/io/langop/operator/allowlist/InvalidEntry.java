package io.langop.operator.allowlist;

/**
 * A line of the list that is ignored because it cannot be understood.
 *
 * @param line counted from 1
 * @param text the entry without its comment, shortened and escaped, safe to show
 * @param reason why, as the end of a sentence, safe to show
 */
public record InvalidEntry(int line, String text, String reason) {}
