package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the API server has to store of the largest run that the default configuration permits. */
class RunSizeTest {

  private static final int MAX_TARGETS = 3_000;

  /** Bytes of a request that etcd takes by default. */
  private static final int ETCD = 1_572_864;

  /** Of the largest spec, stored once as such and once as what kubectl applied last. */
  private static final int SPECS = 2 * 64 * 1_024;

  /** Conditions, names, and the field managers. */
  private static final int REST = 32 * 1_024;

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aRunOfThreeThousandPodsWithTheLongestNamesCanBeStored() {
    // Given
    Run run =
        Run.starting(IntStream.range(0, MAX_TARGETS).mapToObj(RunSizeTest::failedOrDue).toList());

    // When
    PowerToolStatus status = new PowerToolStatus();
    status.setCounts(run.counts());
    status.setTargets(run.listed());
    status.setUnlisted(run.unlisted());

    // Then
    assertThat(run.unlisted()).hasSize(MAX_TARGETS - Run.LISTED);
    assertThat(Serialization.asJson(status).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(ETCD - SPECS - REST);
  }

  /** The failed ones, with the longest words of others, are listed first. */
  private static Target failedOrDue(int i) {
    Target due =
        Target.pending("%0253d".formatted(i), "%036d".formatted(i), "%063d".formatted(i))
            .running("\u0000".repeat(5_000), "")
            .injected(NOW);
    return i < Run.LISTED
        ? due.exited(-2_147_483_648, "R".repeat(5_000), "\u6f22".repeat(5_000), NOW, NOW)
        : due;
  }
}
