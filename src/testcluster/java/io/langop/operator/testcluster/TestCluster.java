package io.langop.operator.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real Kubernetes to test against, wherever it comes from. Nothing in it is faked where the
 * operator looks: a real API server with RBAC, a real etcd, real controllers.
 */
public interface TestCluster extends AutoCloseable {

  /** What can be taken away in a fault test. */
  enum Component {
    API_SERVER,
    ETCD
  }

  /**
   * The cluster named by the system property {@code cluster.kubeconfig}; else K3s in a container
   * where Docker runs; else one made of local processes with simulated nodes. The system property
   * {@code cluster.provider} ({@code k3s} or {@code kwok}) settles the choice. A cluster that
   * nobody named, such as the current context of {@code kubectl}, is never used.
   */
  static TestCluster start() {
    return ClusterChoice.start();
  }

  /** A kubeconfig of a cluster administrator. */
  Path adminKubeconfig();

  /** A client of a cluster administrator; one for the whole cluster, closed with it. */
  KubernetesClient adminClient();

  /** A {@code kubectl}: the one on the PATH, else one that came with the cluster. */
  Optional<Path> kubectl();

  /**
   * A kubeconfig with a token of the ServiceAccount, valid for 24 hours. The ServiceAccount must
   * exist.
   */
  Path kubeconfigFor(String namespace, String serviceAccount);

  /**
   * Takes the component away without a goodbye, like a crash, and returns when it is really down.
   *
   * @throws UnsupportedOperationException if this kind of cluster cannot do it
   */
  void stop(Component component);

  /**
   * Brings the component back with its data and returns when it is ready.
   *
   * @throws UnsupportedOperationException if this kind of cluster cannot do it
   */
  void start(Component component);

  /**
   * Adds or removes nodes and returns when exactly {@code count} are there and ready.
   *
   * @throws UnsupportedOperationException if this kind of cluster cannot do it
   */
  void scaleNodes(int count);

  /** What it is, in a few words for a log. */
  String description();

  /** Removes the cluster and everything it has left on this machine. */
  @Override
  void close();
}
