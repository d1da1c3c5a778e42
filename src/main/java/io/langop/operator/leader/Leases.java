package io.langop.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.langop.operator.config.OperatorConfig;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reads and writes the one Lease. A write holds only for the version that was read, so that of two
 * who write at the same time one fails. Requests end soon and are not repeated here, as they are
 * elsewhere for up to minutes: an answer that comes late is of no use to a leader.
 */
final class Leases {

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final String identity;
  private final int durationSeconds;

  Leases(KubernetesClient client, OperatorConfig.LeaderElection config, String identity) {
    this.client =
        client
            .newClient(
                new RequestConfigBuilder()
                    .withRequestTimeout(
                        Math.toIntExact(config.renewDeadline().dividedBy(5).toMillis()))
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .adapt(KubernetesClient.class);
    this.namespace = config.namespace();
    this.name = config.leaseName();
    this.identity = identity;
    this.durationSeconds = seconds(config.leaseDuration());
  }

  Optional<Lease> read() {
    return Optional.ofNullable(client.leases().inNamespace(namespace).withName(name).get());
  }

  /** Takes the Lease, or makes it. */
  void take(Optional<Lease> read) {
    ZonedDateTime now = now();
    Lease taken =
        read.map(LeaseBuilder::new)
            .orElseGet(LeaseBuilder::new)
            .editOrNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .editOrNewSpec()
            .withHolderIdentity(identity)
            .withLeaseDurationSeconds(durationSeconds)
            .withAcquireTime(now)
            .withRenewTime(now)
            .withLeaseTransitions(read.map(Leases::transitions).orElse(0))
            .endSpec()
            .build();
    if (read.isPresent()) {
      update(taken);
    } else {
      client.resource(taken).create();
    }
  }

  /** Goes on holding the Lease. */
  void renew(Lease read) {
    update(
        new LeaseBuilder(read)
            .editSpec()
            .withLeaseDurationSeconds(durationSeconds)
            .withRenewTime(now())
            .endSpec()
            .build());
  }

  /**
   * Lets go of the Lease, so that nobody has to wait until its time is over.
   *
   * @return false when somebody else holds it
   */
  boolean release() {
    Optional<Lease> mine = read().filter(this::isMine);
    mine.ifPresent(this::release);
    return mine.isPresent();
  }

  private boolean isMine(Lease lease) {
    return lease.getSpec() != null && identity.equals(lease.getSpec().getHolderIdentity());
  }

  private void release(Lease read) {
    update(
        new LeaseBuilder(read)
            .editSpec()
            .withHolderIdentity(null)
            .withRenewTime(now())
            .endSpec()
            .build());
  }

  private void update(Lease lease) {
    client.resource(lease).update();
  }

  private static int transitions(Lease read) {
    return read.getSpec() == null || read.getSpec().getLeaseTransitions() == null
        ? 1
        : read.getSpec().getLeaseTransitions() + 1;
  }

  /** Rounded up: a Lease that ends too early lets two lead. */
  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.plusMillis(999).toSeconds());
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
