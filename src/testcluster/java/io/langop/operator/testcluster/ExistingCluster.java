package io.langop.operator.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster that somebody named explicitly. It belongs to them: nothing of it is stopped, scaled or
 * removed.
 */
final class ExistingCluster implements TestCluster {
  private final Path directory;
  private final Reaper reaper;
  private final ClusterAccess access;

  ExistingCluster(Path kubeconfig) {
    if (!Files.isReadable(kubeconfig)) {
      throw new ClusterException(
          "The file named by -Dcluster.kubeconfig cannot be read: " + kubeconfig);
    }
    try {
      directory = Files.createTempDirectory("language-operator-cluster-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reaper = Reaper.ofDirectory(directory); // the tokens in it must not stay behind
    access = new ClusterAccess(kubeconfig, directory);
  }

  @Override
  public Path adminKubeconfig() {
    return access.kubeconfig();
  }

  @Override
  public KubernetesClient adminClient() {
    return access.client();
  }

  @Override
  public Optional<Path> kubectl() {
    return Commands.onPath("kubectl");
  }

  @Override
  public Path kubeconfigFor(String namespace, String serviceAccount) {
    return access.kubeconfigFor(namespace, serviceAccount);
  }

  @Override
  public void stop(Component component) {
    throw new UnsupportedOperationException("A component of an existing cluster is never stopped");
  }

  @Override
  public void start(Component component) {
    throw new UnsupportedOperationException("A component of an existing cluster is never started");
  }

  @Override
  public void scaleNodes(int count) {
    throw new UnsupportedOperationException("The nodes of an existing cluster are never changed");
  }

  @Override
  public String description() {
    return "existing cluster of " + access.kubeconfig();
  }

  @Override
  public void close() {
    access.close();
    reaper.close();
  }
}
