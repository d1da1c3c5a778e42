package io.langop.operator.allowlist;

/** What {@link AllowlistEntry#parse} makes of one line: an entry, or the reason why not. */
public sealed interface ParsedEntry permits AllowlistEntry, InvalidPattern {}
