package io.langop.operator.reading;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets only a few work with large objects at the same time. Each takes several times its size while
 * it is read, compared and written, and there are more threads than memory for that.
 */
@Singleton
public final class LargeObjects {

  private static final int AT_ONCE = 2;

  private final Semaphore room = new Semaphore(AT_ONCE);

  /** Does the work if there is room for it; empty when it is to be tried again later. */
  public <T> Optional<T> ifRoom(Supplier<T> work) {
    if (!room.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      room.release();
    }
  }
}
