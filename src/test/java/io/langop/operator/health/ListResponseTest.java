package io.langop.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ListResponseTest {

  @Test
  void aListThatWasReadTellsHowMuchIsInItAndWhenItWasVerified() {
    // Given
    ListResponse response = ListResponse.of("catalog", true);

    // When
    response.loaded(3, 1);

    // Then
    HealthCheckResponse told = response.verified(Optional.of(Instant.EPOCH));
    assertThat(told.getName()).isEqualTo("catalog");
    assertThat(told.getStatus()).isEqualTo(Status.UP);
    assertThat(told.getData().orElseThrow())
        .containsOnly(
            entry("loaded", true),
            entry("entries", 3L),
            entry("invalidEntries", 1L),
            entry("lastVerified", "1970-01-01T00:00:00Z"));
  }

  @Test
  void aListThatIsMissingTellsWhy() {
    // Given
    ListResponse response = ListResponse.of("allowlist", false);

    // When
    response.unavailable("it does not exist");

    // Then
    HealthCheckResponse told = response.verified(Optional.empty());
    assertThat(told.getStatus()).isEqualTo(Status.DOWN);
    assertThat(told.getData().orElseThrow())
        .containsOnly(
            entry("loaded", false), entry("entries", 0L), entry("reason", "it does not exist"));
  }

  @Test
  void whatIsSwitchedOffIsUpAndSaysSo() {
    // When
    HealthCheckResponse told = ListResponse.switchedOff("settings");

    // Then
    assertThat(told.getStatus()).isEqualTo(Status.UP);
    assertThat(told.getData().orElseThrow())
        .containsOnly(
            entry("loaded", false),
            entry("reason", "PowerTools are switched off by powertool.enabled=false"));
  }
}
