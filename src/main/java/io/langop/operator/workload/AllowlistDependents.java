package io.langop.operator.workload;

import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.policy.PolicyEventSource;
import io.langop.operator.reading.Marks;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the allowlist means for agents or tools.
 *
 * @param forgotten is told of each resource that is deleted
 */
record AllowlistDependents<
        P extends CustomResource<? extends WorkloadSpec, ? extends WorkloadStatus>>(
    Consumer<P> forgotten) implements PolicyEventSource.Dependents<Verdict, P> {

  /** A spec that cannot be read names nothing. */
  @Override
  public List<String> asks(P resource) {
    return Marks.isReadable(resource) ? SpecImages.of(resource.getSpec()) : List.of("");
  }

  @Override
  public boolean grants(Verdict verdict) {
    return verdict.isAllowed();
  }

  @Override
  public boolean told(P resource, Verdict verdict) {
    return !Marks.isReadable(resource) || StatusFactory.tells(resource.getStatus(), verdict);
  }

  @Override
  public void deleted(P resource) {
    forgotten.accept(resource);
  }
}
