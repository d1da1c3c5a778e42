package io.langop.operator.cli.edit;

import java.util.List;
import java.util.Map;

/**
 * A change of one key of a ConfigMap and what it would lead to.
 *
 * @param value what the key would hold; {@code null} if it would be gone
 * @param changes whether there is anything to change
 * @param lines for a person: what would change, and the effect
 * @param tree the same for programs
 */
public record Proposal(
    String value, boolean changes, List<String> lines, Map<String, Object> tree) {}
