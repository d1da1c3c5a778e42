package io.langop.operator.cli.pods;

import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the images of pods are shown. */
record PodAuditListing() implements Listing<PodAudit.Row> {

  @Override
  public List<Column<PodAudit.Row>> columns() {
    return List.of(
        Column.of("REGISTRY", row -> row.registry().isEmpty() ? "-" : row.registry()),
        Column.of(
            "ALLOWED",
            row -> row.allowed() ? "yes" : "no",
            row -> row.allowed() ? Level.GOOD : Level.BAD),
        Column.of("IMAGE", row -> row.image().isBlank() ? "-" : row.image()),
        Column.of("PODS", row -> Integer.toString(row.uses().pods())),
        Column.of("BECAUSE", row -> row.checked().because()),
        Column.of("USED BY", row -> row.uses().shown()));
  }

  @Override
  public Map<String, Object> tree(PodAudit.Row item) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("registry", item.registry().isEmpty() ? null : item.registry());
    tree.put("image", item.image());
    tree.put("allowed", item.allowed());
    tree.put("entry", item.checked().entry());
    tree.put("reason", item.checked().verdict().reason().name());
    tree.put("message", item.checked().verdict().message());
    tree.put("pods", item.uses().pods());
    tree.put("workloads", item.uses().trees());
    return tree;
  }

  @Override
  public String name(PodAudit.Row item) {
    return item.image();
  }

  /** The same of profilers, about which the list does not decide. */
  record Profilers() implements Listing<PodAudit.Profiler> {

    @Override
    public List<Column<PodAudit.Profiler>> columns() {
      return List.of(
          Column.of("PROFILER", PodAudit.Profiler::image),
          Column.of("PODS", row -> Integer.toString(row.uses().pods())),
          Column.of("USED BY", row -> row.uses().shown()));
    }

    @Override
    public Map<String, Object> tree(PodAudit.Profiler item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("image", item.image());
      tree.put("pods", item.uses().pods());
      tree.put("workloads", item.uses().trees());
      return tree;
    }

    @Override
    public String name(PodAudit.Profiler item) {
      return item.image();
    }
  }
}
