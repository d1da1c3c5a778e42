package io.langop.operator.bench;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.status.Conditions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees when a new verdict becomes visible to somebody who watches the agents.
 *
 * @param <A> kind of the agents
 */
final class StatusWatch<A extends CustomResource<?, LanguageAgentStatus>> implements Watcher<A> {

  private static final long LIMIT_MINUTES = 15;

  private final Map<String, String> verdicts = new HashMap<>();
  private volatile Flips awaited = new Flips("", 0);

  private StatusWatch() {}

  static <A extends CustomResource<?, LanguageAgentStatus>> StatusWatch<A> start(
      KubernetesClient client, Class<A> kind) {
    StatusWatch<A> watch = new StatusWatch<>();
    client.resources(kind).inAnyNamespace().watch(watch);
    return watch;
  }

  /** A number of agents that shall change to the same verdict. */
  static final class Flips {

    private final String verdict;
    private final CountDownLatch left;
    private volatile long first;
    private volatile long last;

    private Flips(String verdict, int count) {
      this.verdict = verdict;
      this.left = new CountDownLatch(count);
    }

    private void seen(String seenVerdict) {
      if (left.getCount() > 0 && seenVerdict.equals(verdict)) {
        last = System.nanoTime();
        first = first == 0 ? last : first;
        left.countDown();
      }
    }

    /** Waits until the last one is visible. */
    Flips await() throws InterruptedException {
      if (!left.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            "%d agents did not become %s".formatted(left.getCount(), verdict));
      }
      return this;
    }

    /** When the first one was visible, in {@link System#nanoTime}. */
    long first() {
      return first;
    }

    /** When the last one was visible, in {@link System#nanoTime}. */
    long last() {
      return last;
    }
  }

  /**
   * Expects changes from now on.
   *
   * @param verdict status of the condition ImageValidated after the change
   */
  Flips expect(String verdict, int count) {
    Flips flips = new Flips(verdict, count);
    awaited = flips;
    return flips;
  }

  @Override
  public void eventReceived(Action action, A agent) {
    if (agent.getStatus() == null) {
      return;
    }
    Conditions.find(agent.getStatus().getConditions(), "ImageValidated")
        .ifPresent(condition -> seen(agent, condition.getStatus()));
  }

  private void seen(A agent, String verdict) {
    if (!verdict.equals(verdicts.put(agent.getMetadata().getUid(), verdict))) {
      awaited.seen(verdict);
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    System.err.println("The watch has ended, so the figures are worthless: " + cause);
  }
}
