package io.langop.operator.testcluster;

/**
 * Builds the local test cluster's programs and starts nothing. A build server or a demo calls it
 * first, so that the minutes it takes the first time are not taken for a test that hangs.
 */
public final class PrepareCluster {
  private PrepareCluster() {}

  public static void main(String[] arguments) {
    try {
      ClusterBinaries binaries = ClusterBinaries.prepare();
      System.out.printf(
          "Kubernetes %s is ready in %s%n", binaries.kubernetesVersion(), binaries.directory());
    } catch (ClusterException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
