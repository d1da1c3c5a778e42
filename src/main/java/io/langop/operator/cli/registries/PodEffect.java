package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.RunningPod;
import io.langop.operator.cli.cluster.RunningPods;
import io.langop.operator.cli.cluster.Workload;
import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What another list would say about the images of the pods that run.
 *
 * @param allowed the pods that are not allowed now and would be
 * @param refused the pods that are allowed now and would not be
 * @param pods how many were looked at
 * @param denied how many of them would not be allowed
 * @param known whether they could be looked at
 */
record PodEffect(Changes allowed, Changes refused, int pods, int denied, boolean known) {

  private static final int MOST_SHOWN = 20;

  /** Pods whose verdict would change. */
  static final class Changes {

    private static final class Change {
      private final Set<String> images = new LinkedHashSet<>();
      private int pods;
    }

    private final Map<Workload, Change> byWorkload = new LinkedHashMap<>();

    /** The images are those that change. */
    private void add(RunningPod pod, List<String> images) {
      Change change = byWorkload.computeIfAbsent(pod.owner(), workload -> new Change());
      change.pods++;
      change.images.addAll(images);
    }

    int pods() {
      return byWorkload.values().stream().mapToInt(change -> change.pods).sum();
    }

    private List<String> lines(String title) {
      if (byWorkload.isEmpty()) {
        return List.of();
      }
      List<String> lines = new ArrayList<>();
      lines.add(title + ": " + pods());
      workloads().stream()
          .limit(MOST_SHOWN)
          .forEach(
              workload -> {
                Change change = byWorkload.get(workload);
                lines.add(
                    "  %s: %d pod%s with %s"
                        .formatted(
                            workload.shown(),
                            change.pods,
                            change.pods == 1 ? "" : "s",
                            Visible.few(change.images.stream().map(Visible::value).toList())));
              });
      if (byWorkload.size() > MOST_SHOWN) {
        lines.add("  and %d more workloads".formatted(byWorkload.size() - MOST_SHOWN));
      }
      return lines;
    }

    private List<Workload> workloads() {
      return byWorkload.keySet().stream().sorted(Comparator.comparing(Workload::shown)).toList();
    }

    private List<Map<String, Object>> trees() {
      List<Map<String, Object>> trees = new ArrayList<>();
      for (Workload workload : workloads()) {
        Map<String, Object> tree = workload.tree();
        tree.put("pods", byWorkload.get(workload).pods);
        tree.put("images", List.copyOf(byWorkload.get(workload).images));
        trees.add(tree);
      }
      return trees;
    }
  }

  /**
   * @param running {@code null} where they cannot be listed
   * @param before {@code null} where the list may not be read: then nothing counts as allowed
   */
  static PodEffect of(RunningPods running, CurrentList before, CurrentList after) {
    Changes allowed = new Changes();
    Changes refused = new Changes();
    List<RunningPod> pods = running == null ? List.of() : running.pods();
    int denied = 0;
    for (RunningPod pod : pods) {
      List<String> now = before == null ? pod.images() : denied(pod, before);
      List<String> then = denied(pod, after);
      denied += then.isEmpty() ? 0 : 1;
      if (then.isEmpty() && !now.isEmpty()) {
        allowed.add(pod, now);
      } else if (!then.isEmpty() && now.isEmpty()) {
        refused.add(pod, then);
      }
    }
    return new PodEffect(allowed, refused, pods.size(), denied, running != null);
  }

  private static List<String> denied(RunningPod pod, CurrentList list) {
    return pod.images().stream()
        .filter(image -> !list.decide(image, pod.namespace()).isAllowed())
        .toList();
  }

  /**
   * For a person.
   *
   * @param where the pods that were asked for: {@code of all namespaces}
   */
  List<String> lines(String where) {
    if (!known) {
      return List.of(
          "The pods %s cannot be listed, so those that it is about are not counted."
              .formatted(where));
    }
    if (allowed.pods() + refused.pods() == 0) {
      return List.of("No pod that runs has an image that would be allowed or refused by it.");
    }
    List<String> lines = new ArrayList<>(allowed.lines("Pods with images that would be allowed"));
    lines.addAll(refused.lines("Pods with images that would be refused"));
    if (refused.pods() > 0) {
      lines.add(
          "They keep running. New ones like them are refused where admission enforces the list.");
    }
    return lines;
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("known", known);
    tree.put("pods", pods);
    tree.put("wouldBeAllowed", allowed.pods());
    tree.put("wouldBeRefused", refused.pods());
    tree.put("wouldBeDenied", denied);
    tree.put("allowedWorkloads", allowed.trees());
    tree.put("refusedWorkloads", refused.trees());
    return tree;
  }
}
