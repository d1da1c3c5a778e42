package io.langop.operator.reading;

import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the CRDs require of a spec, so that nobody who reads one has to ask. A resource that was
 * stored under an earlier CRD may be without it.
 */
final class RequiredFields {

  private static final String MISSING = ": missing";

  private RequiredFields() {}

  /** The field that is missing, in words; empty when none is. */
  static Optional<String> missing(CustomResource<?, ?> resource) {
    if (resource.getSpec() == null) {
      return Optional.of(
          Marks.isTrimmed(resource)
              ? "spec: larger than the operator keeps in memory"
              : "spec" + MISSING);
    }
    if (resource.getSpec() instanceof WorkloadSpec workload) {
      return workload.getImage() == null ? Optional.of("spec.image" + MISSING) : Optional.empty();
    }
    return resource instanceof PowerTool run
        ? missing(run.getSpec()).or(() -> missing(run.getStatus()))
        : Optional.empty();
  }

  private static Optional<String> missing(PowerToolSpec run) {
    if (run.getProfiler() == null || run.getProfiler().getTool() == null) {
      return Optional.of("spec.profiler.tool" + MISSING);
    }
    if (run.getTargets() == null || run.getTargets().getLabelSelector() == null) {
      return Optional.of("spec.targets.labelSelector" + MISSING);
    }
    boolean incomplete =
        orEmpty(run.getTargets().getLabelSelector().getMatchExpressions()).stream()
            .anyMatch(
                required ->
                    required == null
                        || required.getKey() == null
                        || required.getOperator() == null);
    return incomplete
        ? Optional.of("spec.targets.labelSelector.matchExpressions: key or operator missing")
        : Optional.empty();
  }

  /** Every change of a pod looks through the targets of all runs. */
  private static Optional<String> missing(PowerToolStatus status) {
    boolean incomplete =
        status != null
            && (orEmpty(status.getTargets()).stream().anyMatch(Objects::isNull)
                || orEmpty(status.getUnlisted()).stream().anyMatch(Objects::isNull));
    return incomplete ? Optional.of("status.targets: an element is missing") : Optional.empty();
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
