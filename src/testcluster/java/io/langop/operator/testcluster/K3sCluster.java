package io.langop.operator.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** A K3s in a container, with a real kubelet: images are pulled and containers run. */
final class K3sCluster implements TestCluster {
  /** The image, unless the system property {@code cluster.k3s.image} names another. */
  static final String DEFAULT_IMAGE = "rancher/k3s:v1.34.1-k3s1";

  private final K3sContainer container;
  private final Path directory;
  private final Reaper reaper;
  private final ClusterAccess access;

  private K3sCluster(K3sContainer container, Path directory) {
    this.container = container;
    this.directory = directory;
    this.reaper = Reaper.ofDirectory(directory);
    ClusterAccess.writePrivately(adminKubeconfig(), container.getKubeConfigYaml());
    this.access = new ClusterAccess(adminKubeconfig(), directory);
  }

  static String image() {
    return System.getProperty("cluster.k3s.image", DEFAULT_IMAGE);
  }

  static K3sCluster start() {
    Path directory;
    try {
      directory = Files.createTempDirectory("language-operator-cluster-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    K3sContainer container =
        new K3sContainer(DockerImageName.parse(image()).asCompatibleSubstituteFor("rancher/k3s"));
    try {
      container.start();
      return new K3sCluster(container, directory);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  @Override
  public Path adminKubeconfig() {
    return directory.resolve("admin.kubeconfig");
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

  /** K3s is one process for all components, so both are taken away together. */
  @Override
  public void stop(Component component) {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void start(Component component) {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
    Await.until("the API server is ready again", access::apiServerReady);
  }

  @Override
  public void scaleNodes(int count) {
    throw new UnsupportedOperationException(
        "K3s in a container has exactly one node; use -Dcluster.provider=kwok for more");
  }

  @Override
  public String description() {
    return "K3s in a container (" + image() + ")";
  }

  @Override
  public void close() {
    access.close();
    container.close();
    reaper.close();
  }
}
