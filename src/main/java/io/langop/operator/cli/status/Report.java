package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a resource, for a person.
 *
 * @param state one word, the same in every version
 * @param headline what it is, in a few words
 * @param details sentences: why, what runs, since when
 * @param nextTitle what to do next; empty if there is nothing to do
 * @param nextCommands how
 */
public record Report(
    StoredResource resource,
    String state,
    Level level,
    String headline,
    List<String> details,
    String nextTitle,
    List<String> nextCommands) {

  /** Whether all is well, or on its way. */
  public boolean good() {
    return level == Level.GOOD || level == Level.WAITING;
  }

  /** The phase, in the operator's word. */
  public String phase() {
    String phase = resource.status("phase");
    return phase.isEmpty() ? "Unknown" : phase;
  }

  /** As {@code kubectl} takes it. */
  String name() {
    return resource.kind().singular() + "/" + resource.name();
  }

  /** What stands first in the JSON of every kind; the kinds add their own fields. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", resource.kind().kind());
    tree.put("namespace", resource.namespace());
    tree.put("name", resource.name());
    tree.put("state", state);
    tree.put("healthy", good());
    tree.put("phase", phase());
    return tree;
  }

  /** The lines that a person reads. */
  public List<String> lines(Style style) {
    ResourceKind kind = resource.kind();
    List<String> lines = new ArrayList<>();
    lines.add(kind.title() + ": " + Visible.value(resource.name()));
    lines.add("Phase: " + Visible.value(phase()));
    lines.add(style.headline(level, headline));
    details.forEach(detail -> lines.add("   " + Visible.message(detail)));
    if (!nextCommands.isEmpty()) {
      lines.add("");
      lines.add(nextTitle + ":");
      nextCommands.forEach(command -> lines.add("  " + Visible.message(command)));
    }
    return lines;
  }

  /** The same with a further detail at the end. */
  Report with(String detail) {
    List<String> more = new ArrayList<>(details);
    more.add(detail);
    return new Report(resource, state, level, headline, more, nextTitle, nextCommands);
  }
}
