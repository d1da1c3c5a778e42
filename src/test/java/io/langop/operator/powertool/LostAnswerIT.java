package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.FaultyCluster;
import io.langop.operator.support.HoldingWebhook;
import io.langop.operator.support.Profiling;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A status that is stored although the operator never gets the answer. */
class LostAnswerIT {
  private static final String TOOL = "aperf";
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @Test
  void aRunThatBeginsOnALostAnswerEndsTheMeasurementOfTheCatalogsEdit() {
    try (FaultyCluster faulty = FaultyCluster.start();
        OperatorProcess operator = faulty.startOperator().awaitReady(LIMIT);
        TestNamespace namespace = TestNamespace.create(faulty.client(), "lost-answer")) {
      // Given
      Catalog catalog = new Catalog(faulty.client());
      catalog.set(Map.of());
      Profiling profiling = new Profiling(faulty.client(), namespace.name());
      profiling.hangingPod("target", "web");
      profiling.run("run", TOOL, "web");
      profiling.awaitPhase("run", Phase.Pending);

      // When the edit lets the run begin, and the answer to its first status is lost
      try (HoldingWebhook webhook = HoldingWebhook.ofRuns(faulty.client(), namespace.name())) {
        catalog.set(Map.of(TOOL, "your-registry/aperf:v1.0.0"));
        webhook.awaitHeld();
        assertThat(unfinished(operator)).isPositive();
        faulty.line().stall();
        webhook.release();
        profiling.awaitStarted("run");
        faulty.line().cut();
        faulty.line().resume();
      }

      // Then
      profiling.awaitPhase("run", Phase.Running);
      Eventually.assertThat(() -> assertThat(unfinished(operator)).isZero());
    }
  }

  private static double unfinished(OperatorProcess operator) {
    return operator
        .metric("language_operator_catalog_propagation_unfinished_seconds", Map.of())
        .orElseThrow();
  }
}
