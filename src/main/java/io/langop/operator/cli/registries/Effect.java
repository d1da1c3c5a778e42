package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What another list would change.
 *
 * @param starts what is not allowed now and would be
 * @param blocked what is allowed now and would not be
 * @param denied everything that would not be allowed
 * @param known whether all resources could be looked at
 */
record Effect(
    List<UsedImage> starts, List<UsedImage> blocked, List<UsedImage> denied, boolean known) {

  private static final int MOST_SHOWN = 50;

  /**
   * @param before {@code null} where the list may not be read
   * @param uses {@code null} where they may not be listed
   */
  static Effect of(List<UsedImage> uses, CurrentList before, CurrentList after) {
    List<UsedImage> starts = new ArrayList<>();
    List<UsedImage> blocked = new ArrayList<>();
    List<UsedImage> denied = new ArrayList<>();
    if (uses != null) {
      for (UsedImage used : uses) {
        boolean then = used.verdict(after).isAllowed();
        if (!then) {
          denied.add(used);
        }
        if (then
            && !Boolean.TRUE.equals(used.allowed(before))
            && Boolean.TRUE.equals(used.allAllowed(after))) {
          addOnce(starts, used);
        } else if (!then && !Boolean.FALSE.equals(used.allAllowed(before))) {
          addOnce(blocked, used);
        }
      }
    }
    return new Effect(starts, blocked, denied, uses != null);
  }

  /** Those who use images are sorted, so that those of one resource follow each other. */
  private static void addOnce(List<UsedImage> uses, UsedImage used) {
    if (uses.isEmpty() || !uses.get(uses.size() - 1).resource().equals(used.resource())) {
      uses.add(used);
    }
  }

  /** For a person. */
  List<String> lines() {
    if (!known) {
      return List.of(
          "You may not list the agents and tools of all namespaces, so what would become of them"
              + " is not known.");
    }
    if (starts.isEmpty() && blocked.isEmpty()) {
      return List.of("No agent or tool would be blocked or start by it.");
    }
    List<String> lines = new ArrayList<>();
    add(lines, "Would be allowed", starts);
    add(lines, "Would be blocked", blocked);
    if (blocked.stream().anyMatch(UsedImage::running)) {
      lines.add(
          "Running workloads keep running, frozen, unless the operator's revocation policy is 'stop'.");
    }
    return lines;
  }

  private static void add(List<String> lines, String title, List<UsedImage> uses) {
    if (uses.isEmpty()) {
      return;
    }
    lines.add(title + ": " + uses.size());
    uses.stream()
        .limit(MOST_SHOWN)
        .forEach(used -> lines.add("  " + used.shown() + ": " + Visible.value(used.image())));
    if (uses.size() > MOST_SHOWN) {
      lines.add("  and %d more".formatted(uses.size() - MOST_SHOWN));
    }
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("known", known);
    tree.put("wouldBeAllowed", starts.stream().map(UsedImage::tree).toList());
    tree.put("wouldBeBlocked", blocked.stream().map(UsedImage::tree).toList());
    return tree;
  }
}
