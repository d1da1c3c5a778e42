package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Pods that are only there to be read: no scheduler, node or controller knows them. */
public final class ManyPods {

  private static final int THREADS = 32;

  /** As many as a large cluster runs. */
  private static final int IMAGES = 500;

  private static final String ANNOTATION = "x".repeat(8 << 10);

  private ManyPods() {}

  /** Creates the pods number {@code from} to {@code to}, the last one not included. */
  public static void create(KubernetesClient client, String namespace, int from, int to) {
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      ForkJoinTask<?> all =
          pool.submit(
              () ->
                  IntStream.range(from, to)
                      .parallel()
                      .forEach(number -> client.resource(pod(namespace, number)).create()));
      all.join();
    } finally {
      pool.shutdown();
    }
  }

  /**
   * Creates {@code perSecond} pods in every second and deletes those of the second before; none is
   * left.
   *
   * @param from number of the first one
   * @return how many came and went
   */
  public static int comeAndGo(
      KubernetesClient client, String namespace, int from, int perSecond, int seconds)
      throws InterruptedException {
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      for (int second = 0; second <= seconds; second++) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        int first = from + second * perSecond;
        boolean last = second == seconds;
        pool.submit(
                () ->
                    IntStream.range(0, perSecond)
                        .parallel()
                        .forEach(
                            number -> {
                              if (!last) {
                                client.resource(pod(namespace, first + number)).create();
                              }
                              client
                                  .pods()
                                  .inNamespace(namespace)
                                  .withName("pod-" + (first + number - perSecond))
                                  .withGracePeriod(0)
                                  .delete();
                            }))
            .join();
        TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
      }
    } finally {
      pool.shutdown();
    }
    return perSecond * seconds;
  }

  private static Pod pod(String namespace, int number) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("pod-" + number)
        .withNamespace(namespace)
        .addToLabels("app", "app-" + number % 100)
        .addToLabels("pod-template-hash", "hash-" + number % 200)
        .addToAnnotations("example.com/large", ANNOTATION)
        .endMetadata()
        .withNewSpec()
        .withSchedulerName("nobody")
        .addNewContainer()
        .withName("main")
        .withImage("docker.io/library/app-%d:3".formatted(number % IMAGES))
        .endContainer()
        .endSpec()
        .build();
  }
}
