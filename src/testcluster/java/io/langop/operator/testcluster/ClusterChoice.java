package io.langop.operator.testcluster;

import java.nio.file.Path;
import java.time.Duration;

/** Which kind of cluster a test run gets, and why; the answer is printed in one line. */
final class ClusterChoice {
  private static final Duration PULL_LIMIT = Duration.ofMinutes(2);

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
      case "" ->
          KubernetesPrograms.oldestWanted()
              ? announced(KwokCluster.start(), "-Dcluster.kubernetes needs local processes")
              : ofThisMachine();
      default ->
          throw new ClusterException(
              "-Dcluster.provider is '%s' but can only be 'k3s' or 'kwok'".formatted(provider));
    };
  }

  private static TestCluster ofThisMachine() {
    String obstacle = new DockerImage("docker", K3sCluster.image(), PULL_LIMIT).obstacle();
    return obstacle.isEmpty()
        ? announced(K3sCluster.start(), "a Docker engine answers and has the image")
        : announced(KwokCluster.start(), obstacle);
  }

  private static TestCluster announced(TestCluster cluster, String reason) {
    System.err.printf("Test cluster: %s, because %s%n", cluster.description(), reason);
    return cluster;
  }
}
