package io.langop.operator.catalog;

/**
 * An entry of the catalog that resolves to nothing.
 *
 * @param tool the key, shortened and escaped, safe to show
 * @param text the value without the space around it, shortened and escaped, safe to show
 * @param reason why, as the end of a sentence, safe to show
 */
public record InvalidCatalogEntry(String tool, String text, String reason) {}
