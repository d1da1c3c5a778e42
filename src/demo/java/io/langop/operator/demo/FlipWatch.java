package io.langop.operator.demo;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Measures, as a bystander who watches, how long after an edit of the allowlist an agent's status
 * says what the edit means for it.
 */
final class FlipWatch implements AutoCloseable {

  /**
   * How long after the edit each was seen.
   *
   * @param decided the new verdict
   * @param done what follows from it
   */
  record Times(Duration decided, Duration done) {}

  private final Watch allowlist;
  private final Watch agent;
  private final AtomicLong edited = new AtomicLong();
  private final AtomicLong decided = new AtomicLong();
  private final AtomicLong done = new AtomicLong();

  /**
   * @param before the allowlist as it is now; another version is the edit
   * @param isDecided whether an agent's status tells the new verdict
   * @param isDone whether it tells what follows from it
   */
  FlipWatch(
      KubernetesClient client,
      ConfigMap before,
      LanguageAgent agent,
      Predicate<LanguageAgent> isDecided,
      Predicate<LanguageAgent> isDone) {
    String version = before.getMetadata().getResourceVersion();
    this.allowlist =
        client
            .resource(before)
            .watch(
                new Noting<ConfigMap>(
                    seen -> !version.equals(seen.getMetadata().getResourceVersion()), edited));
    this.agent =
        client
            .resource(agent)
            .watch(
                new Noting<LanguageAgent>(
                    seen -> Noting.first(isDecided.test(seen), decided) && isDone.test(seen),
                    done));
  }

  /** Waits until all was seen. */
  Times measure(String what, Duration limit) {
    Expect.eventually(
        what, limit, () -> edited.get() != 0 && done.get() != 0, Boolean::booleanValue);
    return new Times(sinceEdit(decided), sinceEdit(done));
  }

  private Duration sinceEdit(AtomicLong moment) {
    return Duration.ofNanos(Math.max(0, moment.get() - edited.get()));
  }

  @Override
  public void close() {
    allowlist.close();
    agent.close();
  }

  /** Notes when something was first seen. */
  private record Noting<T>(Predicate<T> awaited, AtomicLong moment) implements Watcher<T> {

    static boolean first(boolean happened, AtomicLong moment) {
      if (happened) {
        moment.compareAndSet(0, System.nanoTime());
      }
      return happened;
    }

    @Override
    public void eventReceived(Action action, T resource) {
      first(
          (action == Action.ADDED || action == Action.MODIFIED) && awaited.test(resource), moment);
    }

    @Override
    public void onClose(WatcherException cause) {
      // The measurement fails by itself when nothing is seen any more.
    }
  }
}
