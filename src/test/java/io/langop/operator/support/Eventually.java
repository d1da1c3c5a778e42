package io.langop.operator.support;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.EditReplacePatchable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.langop.operator.testcluster.Patience;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.awaitility.pollinterval.PollInterval;

/**
 * Waits for what a cluster does in its own time, for a bounded time that is longer where the
 * machine is busy.
 */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Soon at first; what takes longer is asked for less often, so that waiting costs little. */
  private static final PollInterval INTERVAL =
      (poll, previous) -> Duration.ofMillis(Math.min(25L * (poll + 1), 250));

  private Eventually() {}

  /** Tries again until {@code assertion} holds; fails with its words. */
  public static void assertThat(ThrowingRunnable assertion) {
    within(LIMIT, assertion);
  }

  /**
   * Edits what others may write too: one who was faster makes it read again.
   *
   * @return what was written
   */
  public static <T> T edited(EditReplacePatchable<T> resource, UnaryOperator<T> change) {
    return withoutConflict(() -> resource.edit(change));
  }

  /** The same with the status. */
  public static <T> T editedStatus(Resource<T> resource, UnaryOperator<T> change) {
    return withoutConflict(() -> resource.editStatus(change));
  }

  private static <T> T withoutConflict(Callable<T> edit) {
    return Awaitility.await()
        .atMost(Patience.of(LIMIT))
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .ignoreExceptionsMatching(
            error ->
                error instanceof KubernetesClientException answer
                    && answer.getCode() == HttpURLConnection.HTTP_CONFLICT)
        .until(edit, written -> true);
  }

  /** Asks again until there is an answer without an error. */
  public static <T> T answer(Callable<T> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    assertThat(() -> answer.set(question.call()));
    return answer.get();
  }

  /** As {@link #assertThat}, with a limit of one's own. */
  public static void within(Duration limit, ThrowingRunnable assertion) {
    patiently(limit).untilAsserted(assertion);
  }

  /** As {@link #within}, for what must be looked at more often, or must not be as often. */
  public static void within(Duration limit, Duration interval, ThrowingRunnable assertion) {
    patiently(limit).pollInterval(interval).untilAsserted(assertion);
  }

  /** Waits until {@code assertion} has held all the time for {@code duration}. */
  public static void lastingly(Duration duration, ThrowingRunnable assertion) {
    patiently(LIMIT.plus(duration)).during(duration).untilAsserted(assertion);
  }

  /** What is not there yet, is not yet as the condition wants it: a list without its first item. */
  private static ConditionFactory patiently(Duration limit) {
    return Awaitility.await()
        .atMost(Patience.of(limit))
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .ignoreExceptions();
  }
}
