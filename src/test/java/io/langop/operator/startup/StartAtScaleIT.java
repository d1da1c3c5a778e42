package io.langop.operator.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.ManyPods;
import io.langop.operator.support.TcpProxy;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestNamespace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A start takes as long as there is to read, and says so; on a cluster of its own. */
class StartAtScaleIT {
  private static final int AGENTS = 10_000;
  private static final int PODS = 7_000;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Test
  void probesAnswerTruthfullyWhileTenThousandAgentsAreBeingRead() {
    try (KwokCluster cluster = KwokCluster.start()) {
      // Given
      Path kubeconfig = OperatorInstall.shipped().apply(cluster);
      new Allowlist(cluster.adminClient()).set("docker.io");
      TestNamespace namespace = TestNamespace.create(cluster.adminClient(), "scale");
      new Workloads(cluster.adminClient(), namespace.name())
          .agents("agent", AGENTS, "docker.io/library/alpine");
      letSomebodyElseLead(cluster);
      URI server = URI.create(cluster.adminClient().getConfiguration().getMasterUrl());

      try (TcpProxy line = TcpProxy.to(server);
          OperatorProcess operator = start(line, kubeconfig, server)) {
        // When
        Set<String> live = new LinkedHashSet<>();
        Set<String> started = new LinkedHashSet<>();
        Eventually.within(
            LIMIT,
            () -> {
              live.add(status(operator, "live"));
              started.add(status(operator, "started"));
              line.resume(); // once the probes have been answered while nothing could be read
              assertThat(started).contains("UP");
            });

        // Then
        assertThat(live).containsExactly("UP");
        assertThat(started).containsExactly("DOWN", "UP");
        operator.awaitReady(LIMIT);
        assertThat(operator.get("/q/health/ready")).contains("\"leader\": false");
      }
    }
  }

  /** It was the end of the process within seconds, while every page was kept as a whole. */
  @Test
  void podsWithLargeAnnotationsFitTheHeapOfTheDefaultLimits() {
    try (KwokCluster cluster = KwokCluster.start()) {
      // Given
      Path kubeconfig = OperatorInstall.shipped().apply(cluster);
      TestNamespace namespace = TestNamespace.create(cluster.adminClient(), "pods");
      ManyPods.create(cluster.adminClient(), namespace.name(), 0, PODS);

      // When
      try (OperatorProcess operator =
          OperatorProcess.with(kubeconfig)
              .maxHeap("307m") // 60 % of the chart's memory limit, as in the image
              .start()) {
        operator.awaitReady(LIMIT);

        // Then
        assertThat(operator.metric("jvm_memory_used_bytes", Map.of("area", "heap")).orElseThrow())
            .isLessThan(250 << 20);
        assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");
      }
    }
  }

  /** It reads nothing until the line is resumed. */
  private static OperatorProcess start(TcpProxy line, Path kubeconfig, URI server) {
    line.stall();
    return OperatorProcess.with(line.kubeconfig(kubeconfig, server))
        .environment("LANGUAGE_OPERATOR_LEADER_ELECTION_ENABLED", "true")
        .start();
  }

  /** Then it reads everything and writes nothing, which is what this is about. */
  private static void letSomebodyElseLead(KwokCluster cluster) {
    cluster
        .adminClient()
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName("language-operator")
                .withNamespace(OperatorInstall.NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("somebody")
                .withLeaseDurationSeconds(3_600)
                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                .endSpec()
                .build())
        .create();
  }

  private static String status(OperatorProcess operator, String probe) {
    return operator.get("/q/health/" + probe).replaceFirst("(?s).*?\"status\": \"(\\w+)\".*", "$1");
  }
}
