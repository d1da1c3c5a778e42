package io.langop.operator.leader;

import io.langop.operator.config.OperatorConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Checks that the times of the election leave no moment in which two replicas lead. */
@Singleton
public final class LeaseTimes {

  private final OperatorConfig.LeaderElection config;

  LeaseTimes(OperatorConfig config) {
    this.config = config.leaderElection();
  }

  /** What is wrong with the configuration, if anything is. */
  public Optional<String> problem() {
    return config.enabled()
        ? problem(config.leaseDuration(), config.renewDeadline(), config.retryPeriod())
        : Optional.empty();
  }

  static Optional<String> problem(Duration lease, Duration deadline, Duration retry) {
    if (retry.compareTo(Duration.ofMillis(100)) < 0) {
      return Optional.of("language-operator.leader-election.retry-period must be at least 100 ms");
    }
    if (deadline.compareTo(retry.multipliedBy(2)) < 0) {
      return Optional.of(
          "language-operator.leader-election.renew-deadline must be at least twice the retry-period,"
              + " or a single lost request ends the leader");
    }
    if (lease.compareTo(deadline) <= 0) {
      return Optional.of(
          "language-operator.leader-election.lease-duration must be longer than the renew-deadline,"
              + " or there may be two leaders");
    }
    return Optional.empty();
  }
}
