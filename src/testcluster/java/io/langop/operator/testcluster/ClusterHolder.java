package io.langop.operator.testcluster;

/**
 * Starts a cluster and holds it until it is killed; the test of the {@link Reaper} runs it as a
 * process.
 */
final class ClusterHolder {
  private ClusterHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    KwokCluster cluster = KwokCluster.start(1);
    System.out.println(cluster.directory());
    Thread.currentThread().join();
  }
}
