package io.langop.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * Who holds the Lease, as a standby sees it. A holder counts as gone when its Lease has stayed the
 * same for its whole duration, measured by the clock of whoever looks: the times that stand in a
 * Lease come from the clock of another machine.
 *
 * @param name the holder, empty when there is none
 * @param version the Lease as it was read; every renewal changes it
 * @param duration how long a renewal holds
 * @param seenNanos when this version was first seen
 */
record Holder(String name, String version, Duration duration, long seenNanos) {

  static final Holder NOBODY = new Holder("", "", Duration.ZERO, 0);

  /**
   * What is known after another look.
   *
   * @param lease what was read, empty when there is none: who deletes a Lease does not stop its
   *     holder
   * @param usual how long a renewal holds if the Lease does not say
   */
  Holder after(Optional<Lease> lease, Duration usual, long nanoTime) {
    if (lease.isEmpty()) {
      return this;
    }
    String nowVersion = lease.get().getMetadata().getResourceVersion();
    if (nowVersion.equals(version)) {
      return this;
    }
    Optional<LeaseSpec> spec = Optional.ofNullable(lease.get().getSpec());
    return new Holder(
        spec.map(LeaseSpec::getHolderIdentity).orElse(""),
        nowVersion,
        spec.map(LeaseSpec::getLeaseDurationSeconds)
            .map(seconds -> Duration.ofSeconds(seconds))
            .orElse(usual),
        nanoTime);
  }

  /** Whether another one may take the Lease. */
  boolean isGone(long nanoTime) {
    return name.isEmpty() || nanoTime - seenNanos > duration.toNanos();
  }
}
