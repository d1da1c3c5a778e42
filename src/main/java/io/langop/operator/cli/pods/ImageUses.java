package io.langop.operator.cli.pods;

import io.langop.operator.cli.cluster.RunningPod;
import io.langop.operator.cli.cluster.Workload;
import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods that run an image, by the workloads that they belong to. */
final class ImageUses {

  private final Map<Workload, Integer> pods = new LinkedHashMap<>();

  void add(RunningPod pod) {
    pods.merge(pod.owner(), 1, Integer::sum);
  }

  int pods() {
    return pods.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The workloads with most pods, for a person. */
  String shown() {
    return Visible.few(workloads().stream().map(Workload::shown).toList());
  }

  List<Map<String, Object>> trees() {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (Workload workload : workloads()) {
      Map<String, Object> tree = workload.tree();
      tree.put("pods", pods.get(workload));
      trees.add(tree);
    }
    return trees;
  }

  /** Those with most pods first. */
  private List<Workload> workloads() {
    return pods.keySet().stream()
        .sorted(
            Comparator.<Workload>comparingInt(pods::get).reversed().thenComparing(Workload::shown))
        .toList();
  }
}
