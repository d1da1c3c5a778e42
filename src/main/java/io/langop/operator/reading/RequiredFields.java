package io.langop.operator.reading;

import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
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
    return resource.getSpec() instanceof PowerToolSpec run ? missing(run) : Optional.empty();
  }

  private static Optional<String> missing(PowerToolSpec run) {
    if (run.getProfiler() == null || run.getProfiler().getTool() == null) {
      return Optional.of("spec.profiler.tool" + MISSING);
    }
    return run.getTargets() == null || run.getTargets().getLabelSelector() == null
        ? Optional.of("spec.targets.labelSelector" + MISSING)
        : Optional.empty();
  }
}
