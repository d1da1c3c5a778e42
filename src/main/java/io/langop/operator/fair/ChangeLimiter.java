package io.langop.operator.fair;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Bounds how often one resource is reconciled, whatever changes it: {@link #BURST} times at once,
 * then {@link #PER_SECOND} times a second. Changes in between are reconciled together, as soon as
 * there is a turn again. An ordinary edit never waits.
 */
public final class ChangeLimiter implements RateLimiter<ChangeLimiter.Bucket> {

  static final int BURST = 40;
  static final int PER_SECOND = 10;

  private static final long NANOS_PER_TURN = Duration.ofSeconds(1).toNanos() / PER_SECOND;

  private final LongSupplier nanoTime;

  /** For the framework. */
  public ChangeLimiter() {
    this(System::nanoTime);
  }

  ChangeLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The turns that one resource has left, as the time since which it has used none. */
  public static final class Bucket implements RateLimitState {

    private long unusedSince;

    private Bucket(long now) {
      unusedSince = now - BURST * NANOS_PER_TURN;
    }
  }

  @Override
  public Bucket initState() {
    return new Bucket(nanoTime.getAsLong());
  }

  @Override
  public Optional<Duration> isLimited(RateLimitState state) {
    Bucket bucket = (Bucket) state;
    long now = nanoTime.getAsLong();
    long fullSince = now - BURST * NANOS_PER_TURN;
    if (fullSince - bucket.unusedSince > 0) {
      bucket.unusedSince = fullSince;
    }
    long left = bucket.unusedSince + NANOS_PER_TURN - now;
    if (left > 0) {
      // The framework counts in whole milliseconds.
      return Optional.of(Duration.ofNanos(left).plusMillis(1));
    }
    bucket.unusedSince += NANOS_PER_TURN;
    return Optional.empty();
  }
}
