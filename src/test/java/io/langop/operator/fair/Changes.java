package io.langop.operator.fair;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.support.Eventually;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Changes the spec of one agent as fast as the API server takes it, until it is closed. */
final class Changes implements AutoCloseable {
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private final AtomicInteger count = new AtomicInteger();
  private final Resource<LanguageAgent> agent;
  private final CompletableFuture<Void> work;
  private volatile boolean closed;

  private Changes(Resource<LanguageAgent> agent) {
    this.agent = agent;
    this.work = CompletableFuture.runAsync(this::change);
  }

  static Changes of(Resource<LanguageAgent> agent) {
    return new Changes(agent);
  }

  /** Changes so far, each of which made a new generation. */
  int count() {
    return count.get();
  }

  /** Waits until there were so many changes. */
  void await(int changes) {
    Eventually.assertThat(
        () -> {
          assertThat(work).isNotCompletedExceptionally();
          assertThat(count.get()).isGreaterThanOrEqualTo(changes);
        });
  }

  private void change() {
    while (!closed) {
      agent.patch(
          MERGE,
          """
          {"spec": {"env": [{"name": "CHANGE", "value": "%d"}]}}
          """
              .formatted(count.get()));
      count.incrementAndGet();
    }
  }

  /** Returns when the last change is made. */
  void stop() {
    closed = true;
    work.join();
  }

  @Override
  public void close() {
    stop();
  }
}
