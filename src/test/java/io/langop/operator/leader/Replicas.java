package io.langop.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several processes of the operator that share a Lease, as the pods of one Deployment do. */
final class Replicas implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String LEASE = "language-operator";

  private final KubernetesClient client;
  private final List<OperatorProcess> started = new ArrayList<>();
  private Duration lease = Duration.ofMinutes(10);
  private Duration deadline = Duration.ofMinutes(5);

  /** With a lease of ten minutes: whoever leads sooner got it from the one before. */
  Replicas(KubernetesClient client) {
    this.client = client;
    lease().delete();
  }

  /** With a lease that runs out while a test waits. */
  Replicas withShortLease() {
    return withLease(Duration.ofSeconds(20), Duration.ofSeconds(15));
  }

  /** With a lease of one's own. */
  Replicas withLease(Duration leaseDuration, Duration renewDeadline) {
    lease = leaseDuration;
    deadline = renewDeadline;
    return this;
  }

  /** Starts another one and returns at once. */
  OperatorProcess start(Path kubeconfig) {
    OperatorProcess replica =
        OperatorProcess.with(kubeconfig)
            .environment("HOSTNAME", "replica-" + started.size())
            .environment("LANGUAGE_OPERATOR_LEADER_ELECTION_ENABLED", "true")
            .environment("LANGUAGE_OPERATOR_LEADER_ELECTION_LEASE_DURATION", lease.toString())
            .environment("LANGUAGE_OPERATOR_LEADER_ELECTION_RENEW_DEADLINE", deadline.toString())
            .environment("LANGUAGE_OPERATOR_LEADER_ELECTION_RETRY_PERIOD", "1s")
            // What is in flight ends before, so that the Lease is released.
            .environment("LANGUAGE_OPERATOR_SHUTDOWN_TIMEOUT", "25s")
            .start();
    started.add(replica);
    return replica;
  }

  /** Starts one that leads when this returns. */
  OperatorProcess startLeader(Path kubeconfig) {
    OperatorProcess replica = start(kubeconfig).awaitReady(LIMIT);
    awaitLeads(replica);
    return replica;
  }

  /** Starts one that is ready, and on standby, when this returns. */
  OperatorProcess startStandby(Path kubeconfig) {
    OperatorProcess replica = start(kubeconfig).awaitReady(LIMIT);
    replica.awaitLog("This replica is on standby", LIMIT);
    return replica;
  }

  void awaitLeads(OperatorProcess replica) {
    Eventually.within(LIMIT, () -> assertThat(leads(replica)).isTrue());
  }

  static boolean leads(OperatorProcess replica) {
    return replica.metric("language_operator_leader", Map.of()).orElseThrow() == 1;
  }

  /** The name of the pod that holds the Lease. */
  Optional<String> holder() {
    return Optional.ofNullable(lease().get())
        .map(Lease::getSpec)
        .map(spec -> spec.getHolderIdentity())
        .map(identity -> identity.split("_")[0]);
  }

  /** Takes the Lease from a leader that is no more, as an administrator may do who cannot wait. */
  void clearHolder() {
    Eventually.edited(
        lease(),
        read -> new LeaseBuilder(read).editSpec().withHolderIdentity(null).endSpec().build());
  }

  private Resource<Lease> lease() {
    return client.leases().inNamespace(OperatorInstall.NAMESPACE).withName(LEASE);
  }

  @Override
  public void close() {
    started.forEach(OperatorProcess::close);
    lease().delete();
  }
}
