package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.Optional;

/**
 * What exists for a resource after a reconciliation, and what stood in the way.
 *
 * @param lookAgain after what time to look again, if nothing wakes the resource until then
 */
record Outcome(
    Optional<Deployment> deployment,
    Optional<Service> service,
    Optional<Problem> problem,
    Optional<Duration> lookAgain) {

  Outcome(Optional<Deployment> deployment, Optional<Service> service, Optional<Problem> problem) {
    this(deployment, service, problem, Optional.empty());
  }

  /** The same with a problem to tell. */
  Outcome with(Problem told) {
    return new Outcome(deployment, service, Optional.of(told), lookAgain);
  }
}
