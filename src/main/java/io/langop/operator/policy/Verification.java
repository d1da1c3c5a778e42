package io.langop.operator.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Proves that what is decided by is what the API server has: reads the ConfigMap directly and hands
 * the result to the store. One read serves all who wait for a proof, and a proof of the last second
 * counts, so that a change of thousands of resources costs one read a second.
 *
 * @param <S> the snapshots
 */
final class Verification<S extends PolicySnapshot<?>> {

  private static final Duration RECENT = Duration.ofSeconds(1);

  /** How soon a read that was refused or not answered is repeated. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Supplier<Reading> reader;
  private final PolicyStore<S> store;
  private final Consumer<Reading> observer;
  private final Duration interval;
  private final Duration maxStaleness;
  private final Clock clock;
  private final LongSupplier nanoClock;

  private Attempt last;
  private volatile Proof proof;

  private record Attempt(long askedNanos, boolean answered, boolean proved) {}

  private record Proof(long nanos, Instant time) {}

  /**
   * @param reader asks the API server once
   * @param observer is told of every reading
   * @param interval between two reads when nobody asks for a proof
   * @param maxStaleness how long a list holds while nobody answers
   */
  Verification(
      Supplier<Reading> reader,
      PolicyStore<S> store,
      Consumer<Reading> observer,
      Duration interval,
      Duration maxStaleness,
      Clock clock,
      LongSupplier nanoClock) {
    this.reader = reader;
    this.store = store;
    this.observer = observer;
    this.interval = interval;
    this.maxStaleness = maxStaleness;
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  /**
   * Makes sure that the current snapshot was proved within the last second, or that it says why
   * nothing is allowed.
   *
   * @return empty when the API server gave no answer
   */
  Optional<S> proved() {
    long entered = nanoClock.getAsLong();
    synchronized (this) {
      if (last == null || entered - last.askedNanos() > RECENT.toNanos()) {
        read();
      }
      return last.answered() ? Optional.of(store.current()) : Optional.empty();
    }
  }

  /** Reads now. */
  synchronized void verify() {
    read();
  }

  /** How long to wait until the next {@link #verify}. */
  synchronized Duration pause() {
    boolean fine = last != null && last.proved();
    return fine || interval.compareTo(RETRY) < 0 ? interval : RETRY;
  }

  /** When the snapshot was last proved. */
  Optional<Instant> lastProof() {
    return Optional.ofNullable(proof).map(Proof::time);
  }

  private void read() {
    long asked = nanoClock.getAsLong();
    Instant askedAt = clock.instant();
    Reading reading = reader.get();
    if (reading instanceof Reading.Answer answer) {
      store.proved(answer, asked);
      proof = new Proof(asked, askedAt);
    } else if (reading instanceof Reading.Refusal refusal) {
      store.unavailable("cannot be read (%s)".formatted(refusal.cause()));
    } else if (reading instanceof Reading.Silence silence) {
      unanswered(silence);
    }
    last =
        new Attempt(
            asked, !(reading instanceof Reading.Silence), reading instanceof Reading.Answer);
    observer.accept(reading);
  }

  private void unanswered(Reading.Silence silence) {
    if (store.current().revision() == 0) {
      store.unavailable("cannot be read (%s)".formatted(silence.cause()));
    } else if (proof != null && nanoClock.getAsLong() - proof.nanos() > maxStaleness.toNanos()) {
      store.unavailable(
          "could not be read since %s, which is longer than max-staleness"
              .formatted(proof.time().truncatedTo(ChronoUnit.SECONDS)));
    }
  }
}
