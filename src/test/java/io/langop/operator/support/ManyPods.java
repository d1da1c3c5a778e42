package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
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
