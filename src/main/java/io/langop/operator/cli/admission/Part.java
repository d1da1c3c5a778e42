package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.ClusterKind;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row: an object that admission depends on, or that one is missing or may not be read.
 *
 * @param name {@code null} if there is no object to name
 * @param tree the object's fields for JSON; empty if there is no object
 */
record Part(
    ClusterKind kind,
    String name,
    String state,
    Level level,
    String note,
    Map<String, Object> tree) {

  static Part ofPolicy(String name) {
    return new Part(ClusterKind.POLICY, name, "present", Level.GOOD, "", Map.of("name", name));
  }

  static Part ofBinding(PodBinding binding, String compiledAllowlist) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", binding.name());
    tree.put("policy", binding.policy());
    tree.put("actions", binding.actions());
    tree.put("compiledAllowlist", binding.compiledAllowlist());
    boolean other = !binding.compiledAllowlist().equals(compiledAllowlist);
    return new Part(
        ClusterKind.BINDING,
        binding.name(),
        "present",
        other ? Level.WARNING : Level.GOOD,
        binding.described()
            + (other ? ", by CompiledAllowlist '%s'".formatted(binding.compiledAllowlist()) : ""),
        tree);
  }

  static Part ofCompiled(CompiledState compiled) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", compiled.name());
    tree.put("state", compiled.word());
    tree.put("entries", compiled.entries());
    tree.put("provedAt", compiled.provedAt());
    tree.put("message", compiled.message());
    Level wrong = compiled.isWrong() ? Level.BAD : Level.WARNING;
    return new Part(
        ClusterKind.COMPILED_ALLOWLIST,
        compiled.name(),
        compiled.word(),
        compiled.message() == null ? Level.GOOD : wrong,
        compiled.described(),
        tree);
  }

  static Part ofNamespace(LabelledNamespace namespace) {
    String warning = namespace.warning().orElse("");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", namespace.name());
    tree.put("label", namespace.label());
    tree.put("admission", namespace.policy() == null ? "none" : namespace.policy().value());
    tree.put("warning", warning.isEmpty() ? null : warning);
    return new Part(
        ClusterKind.NAMESPACE,
        namespace.name(),
        namespace.state(),
        warning.isEmpty() ? Level.GOOD : Level.WARNING,
        warning,
        tree);
  }

  static Part missing(ClusterKind kind, String note) {
    return new Part(kind, null, "missing", Level.BAD, note, Map.of());
  }

  static Part unknown(ClusterKind kind) {
    return new Part(kind, null, "unknown", Level.WARNING, "you may not list them", Map.of());
  }

  /** How they are shown. */
  record Shown() implements Listing<Part> {

    @Override
    public List<Column<Part>> columns() {
      return List.of(
          Column.of("KIND", row -> row.kind().kind()),
          Column.of("NAME", row -> row.name() == null ? "-" : row.name()),
          Column.of("STATE", Part::state, Part::level),
          Column.of("NOTE", Part::note));
    }

    @Override
    public Map<String, Object> tree(Part item) {
      return item.tree();
    }

    @Override
    public String name(Part item) {
      return item.kind().singular() + "/" + item.name();
    }
  }
}
