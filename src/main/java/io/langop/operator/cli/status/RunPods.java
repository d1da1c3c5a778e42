package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.SafePrintStream;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Style.Level;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The pods of a run, with their states. */
record RunPods(List<Map<?, ?>> targets, long more) implements Listing<Map<?, ?>> {

  private static final List<String> FIELDS =
      List.of(
          "pod",
          "container",
          "image",
          "state",
          "exitCode",
          "reason",
          "message",
          "startTime",
          "completionTime");

  static RunPods of(StoredResource powerTool) {
    List<Map<?, ?>> targets = new ArrayList<>();
    if (powerTool.status().get("targets") instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> target) {
          targets.add(target);
        }
      }
    }
    Long total = Listing.number(powerTool.status("counts", "total"));
    return new RunPods(targets, total == null ? 0 : total - targets.size());
  }

  List<String> lines(boolean wide, Style style) {
    if (targets.isEmpty()) {
      return List.of();
    }
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (SafePrintStream out = new SafePrintStream(buffer);
        ItemWriter<Map<?, ?>> table =
            ItemWriter.of(wide ? Format.wide : Format.table, this, out, style)) {
      targets.forEach(table::add);
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    buffer.toString(StandardCharsets.UTF_8).lines().forEach(lines::add);
    if (more > 0) {
      lines.add(
          "and %d more, of which those that failed or have not ended come first".formatted(more));
    }
    return lines;
  }

  @Override
  public List<Column<Map<?, ?>>> columns() {
    return List.of(
        Column.of("POD", field("pod")),
        Column.of("CONTAINER", field("container")),
        Column.of("STATE", field("state"), RunPods::level),
        Column.of("EXIT CODE", field("exitCode")),
        Column.of("REASON", field("reason")),
        Column.of("MESSAGE", field("message")),
        Column.wide("OTHER IMAGE", field("image")),
        Column.wide("STARTED", field("startTime")),
        Column.wide("ENDED", field("completionTime")));
  }

  private static Function<Map<?, ?>, String> field(String name) {
    return target -> Listing.dash(StoredResource.text(target, name));
  }

  private static Level level(Map<?, ?> target) {
    return switch (StoredResource.text(target, "state")) {
      case "Completed" -> Level.GOOD;
      case "Failed" -> Level.BAD;
      default -> Level.WAITING;
    };
  }

  @Override
  public Map<String, Object> tree(Map<?, ?> item) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String field : FIELDS) {
      String text = StoredResource.text(item, field);
      tree.put(field, field.equals("exitCode") ? Listing.number(text) : Listing.absent(text));
    }
    return tree;
  }

  List<Map<String, Object>> trees() {
    return targets.stream().map(this::tree).toList();
  }

  @Override
  public String name(Map<?, ?> item) {
    return "pod/" + StoredResource.text(item, "pod");
  }
}
