package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** A cluster of one's own to take things away from, and a line to it that can be cut. */
public final class FaultyCluster implements AutoCloseable {
  private static final String LEASE = "language-operator";

  private final KwokCluster cluster;
  private final TcpProxy line;
  private final Path kubeconfig;
  private final URI server;

  private FaultyCluster(KwokCluster cluster) {
    this.cluster = cluster;
    Path direct = OperatorInstall.shipped().apply(cluster);
    server = URI.create(cluster.adminClient().getConfiguration().getMasterUrl());
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

  /** The API server at the far end of the line. */
  public InetSocketAddress server() {
    return new InetSocketAddress(server.getHost(), server.getPort());
  }

  /** A kubeconfig of the operator on the line. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  public OperatorProcess startOperator() {
    return operator(kubeconfig).start();
  }

  /** An operator that has not been started yet. */
  public OperatorProcess.Builder operator(Path ownKubeconfig) {
    return OperatorProcess.with(ownKubeconfig);
  }

  /** Makes a leader of somebody else for an hour, so that every operator is a standby. */
  public void holdLease() {
    client()
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName(LEASE)
                .withNamespace(OperatorInstall.NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("somebody-else")
                .withLeaseDurationSeconds(3600)
                .endSpec()
                .build())
        .create();
  }

  /** Ends {@link #holdLease}. */
  public void releaseLease() {
    client().leases().inNamespace(OperatorInstall.NAMESPACE).withName(LEASE).delete();
  }

  @Override
  public void close() {
    line.close();
    cluster.close();
  }
}
