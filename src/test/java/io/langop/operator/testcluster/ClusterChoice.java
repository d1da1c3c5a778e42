package io.langop.operator.testcluster;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** Which kind of cluster a test run gets, and why; the answer is printed in one line. */
final class ClusterChoice {
  private static final long PULL_SECONDS = 120;

  private ClusterChoice() {}

  static TestCluster start() {
    String kubeconfig = System.getProperty("cluster.kubeconfig", "");
    if (!kubeconfig.isBlank()) {
      return announced(
          new ExistingCluster(Path.of(kubeconfig).toAbsolutePath()),
          "-Dcluster.kubeconfig names it");
    }
    String provider = System.getProperty("cluster.provider", "");
    return switch (provider) {
      case "kwok" -> announced(KwokCluster.start(), "-Dcluster.provider says so");
      case "k3s" -> announced(K3sCluster.start(), "-Dcluster.provider says so");
      case "" -> ofThisMachine();
      default ->
          throw new ClusterException(
              "-Dcluster.provider is '%s' but can only be 'k3s' or 'kwok'".formatted(provider));
    };
  }

  private static TestCluster ofThisMachine() {
    String obstacle = obstacleToK3s();
    return obstacle.isEmpty()
        ? announced(K3sCluster.start(), "a Docker engine answers and has the image")
        : announced(KwokCluster.start(), obstacle);
  }

  /** Why K3s cannot be used here; empty if it can. */
  private static String obstacleToK3s() {
    try {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        return "no Docker engine answers";
      }
      new RemoteDockerImage(DockerImageName.parse(K3sCluster.image()))
          .get(PULL_SECONDS, TimeUnit.SECONDS);
      return "";
    } catch (Exception | LinkageError e) {
      return "the image %s cannot be had in %d s (%s)"
          .formatted(K3sCluster.image(), PULL_SECONDS, e.getMessage());
    }
  }

  private static TestCluster announced(TestCluster cluster, String reason) {
    System.err.printf("Test cluster: %s, because %s%n", cluster.description(), reason);
    return cluster;
  }
}
