package io.langop.operator.health;

import org.eclipse.microprofile.health.HealthCheckResponse;

/** The answer of checks about what PowerTools need, where PowerTools are switched off. */
final class SwitchedOff {

  private SwitchedOff() {}

  static HealthCheckResponse response(String check) {
    return HealthCheckResponse.named(check)
        .up()
        .withData("loaded", false)
        .withData("reason", "PowerTools are switched off by powertool.enabled=false")
        .build();
  }
}
