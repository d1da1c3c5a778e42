package io.langop.operator.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.status.Conditions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One agent whose author changes its image and waits for the verdict. */
final class SingleAgent implements Watcher<LanguageAgent> {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Resource<LanguageAgent> agent;
  private String verdict = "";
  private long since;

  /**
   * @param client with connections of its own, so that nobody else's requests are in the way
   */
  SingleAgent(KubernetesClient client, LanguageAgent created) {
    agent = client.resource(created);
    agent.watch(this);
  }

  /**
   * Changes the image and waits until its verdict is visible.
   *
   * @return nanoseconds from the answer to the edit to the status on a watch
   */
  long flip(String image, String expected) throws InterruptedException, TimeoutException {
    long edited = edit(image);
    return await(expected) - edited;
  }

  /**
   * Changes the image.
   *
   * @return when the answer was there, in {@link System#nanoTime}
   */
  long edit(String image) {
    agent.patch(MERGE, Serialization.asJson(Map.of("spec", Map.of("image", image))));
    return System.nanoTime();
  }

  private synchronized long await(String expected) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!verdict.equals(expected)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException("no verdict " + expected);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return since;
  }

  @Override
  public synchronized void eventReceived(Action action, LanguageAgent seen) {
    WorkloadStatus status = seen.getStatus();
    if (status == null) {
      return;
    }
    Conditions.find(status.getConditions(), "ImageValidated")
        .filter(condition -> !condition.getStatus().equals(verdict))
        .ifPresent(
            condition -> {
              verdict = condition.getStatus();
              since = System.nanoTime();
              notifyAll();
            });
  }

  @Override
  public void onClose(WatcherException cause) {
    System.err.println("The watch has ended, so the figures are worthless: " + cause);
  }
}
