package io.langop.operator.policy;

import io.micrometer.core.instrument.Gauge;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Watches the registry allowlist. */
@Singleton
public class AllowlistWatch extends ConfigMapWatch<AllowlistSnapshot> {

  private static final Duration SOON = Duration.ofDays(1);

  AllowlistWatch(PolicyServices services, AllowlistReporter reporter) {
    super(
        services,
        "allowlist",
        services.config().allowlist().namespace(),
        services.config().allowlist().name(),
        new AllowlistSnapshots(services.config().allowlist(), services.clock(), reporter));
    Clock clock = services.clock();
    Gauge.builder(
            "language_operator_allowlist_entries_ending",
            () -> current().endingWithin(clock.instant(), SOON))
        .description("Entries in force that end within a day")
        .register(services.registry());
  }
}
