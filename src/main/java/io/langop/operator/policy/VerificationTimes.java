package io.langop.operator.policy;

import io.langop.operator.config.OperatorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Checks that the lists are verified neither without a pause nor never. */
@ApplicationScoped
public class VerificationTimes {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final OperatorConfig config;

  VerificationTimes(OperatorConfig config) {
    this.config = config;
  }

  /** What is wrong with the configuration, if anything is. */
  public Optional<String> problem() {
    return problem(config.verifyInterval(), config.maxStaleness());
  }

  static Optional<String> problem(Duration interval, Duration maxStaleness) {
    if (interval.compareTo(SHORTEST) < 0) {
      return Optional.of("language-operator.verify-interval must be at least 1s");
    }
    return maxStaleness.compareTo(SHORTEST) < 0
        ? Optional.of("language-operator.max-staleness must be at least 1s")
        : Optional.empty();
  }
}
