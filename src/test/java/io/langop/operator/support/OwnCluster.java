package io.langop.operator.support;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A cluster of one's own, for what would disturb other tests: the operator is installed, images of
 * {@code docker.io} are allowed, and one operator runs, which ends with the cluster.
 */
public final class OwnCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final KwokCluster cluster;
  private final Path kubeconfig;
  private OperatorProcess operator;

  private OwnCluster(KwokCluster cluster) {
    this.cluster = cluster;
    this.kubeconfig = OperatorInstall.shipped().apply(cluster);
    new Allowlist(cluster.adminClient()).set("docker.io");
  }

  public static OwnCluster start() {
    return new OwnCluster(KwokCluster.start());
  }

  /** A client of an administrator. */
  public KubernetesClient client() {
    return cluster.adminClient();
  }

  /** Creates a namespace and returns its name. */
  public String namespace(String prefix) {
    return TestNamespace.create(client(), prefix).name();
  }

  /** Starts the operator with settings and returns it when it is ready. */
  public OperatorProcess startOperator(UnaryOperator<OperatorProcess.Builder> settings) {
    operator = settings.apply(OperatorProcess.with(kubeconfig)).start();
    return operator.awaitReady(LIMIT);
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
    cluster.close();
  }
}
