package io.langop.operator.support;

import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The operator that tests of runs start with: installed as shipped, with a catalog. */
public final class ProfilingOperator {
  /** What the tool {@code aperf} is in every catalog here. */
  private static final Map<String, String> CATALOG = Map.of("aperf", "your-registry/aperf:v1.0.0");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ProfilingOperator() {}

  /** Starts one as it is by default. */
  public static OperatorProcess start(TestCluster cluster) {
    return start(cluster, Map.of());
  }

  /**
   * Starts one with settings of runs.
   *
   * @param settings by their names without {@code LANGUAGE_OPERATOR_POWERTOOL_}
   */
  public static OperatorProcess start(TestCluster cluster, Map<String, String> settings) {
    Path kubeconfig = OperatorInstall.shipped().apply(cluster);
    new Catalog(cluster.adminClient()).set(CATALOG);
    OperatorProcess.Builder builder = OperatorProcess.with(kubeconfig);
    settings.forEach(
        (name, value) -> builder.environment("LANGUAGE_OPERATOR_POWERTOOL_" + name, value));
    return builder.start().awaitReady(LIMIT);
  }
}
