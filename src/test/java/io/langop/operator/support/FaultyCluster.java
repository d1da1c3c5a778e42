package io.langop.operator.support;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import java.net.URI;
import java.nio.file.Path;

/** A cluster of one's own to take things away from, and a line to it that can be cut. */
public final class FaultyCluster implements AutoCloseable {
  private final KwokCluster cluster;
  private final TcpProxy line;
  private final Path kubeconfig;

  private FaultyCluster(KwokCluster cluster) {
    this.cluster = cluster;
    Path direct = OperatorInstall.shipped().apply(cluster);
    URI server = URI.create(cluster.adminClient().getConfiguration().getMasterUrl());
    line = TcpProxy.to(server);
    kubeconfig = line.kubeconfig(direct, server);
  }

  public static FaultyCluster start() {
    return new FaultyCluster(KwokCluster.start());
  }

  public KwokCluster cluster() {
    return cluster;
  }

  /** A client of an administrator, on a line of its own. */
  public KubernetesClient client() {
    return cluster.adminClient();
  }

  /** The line of every operator started here. */
  public TcpProxy line() {
    return line;
  }

  public OperatorProcess startOperator() {
    // The simulated nodes need their time after an outage, too; that is not what is tested.
    return OperatorProcess.with(kubeconfig)
        .environment("LANGUAGE_OPERATOR_POWERTOOL_DEADLINE_GRACE", "5m")
        .start();
  }

  @Override
  public void close() {
    line.close();
    cluster.close();
  }
}
