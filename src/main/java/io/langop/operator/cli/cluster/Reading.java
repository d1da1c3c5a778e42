package io.langop.operator.cli.cluster;

import java.util.function.Function;

/**
 * What came of reading something that a user may lack the right to read.
 *
 * @param value {@code null} unless it was read
 */
public record Reading<T>(Outcome outcome, T value) {

  /** The three ways in which reading ends; everything else is a failure of the command. */
  public enum Outcome {
    READ,
    MISSING,
    FORBIDDEN
  }

  public static <T> Reading<T> of(T value) {
    return new Reading<>(Outcome.READ, value);
  }

  /** Missing if there is no value. */
  public static <T> Reading<T> ofNullable(T value) {
    return value == null ? missing() : of(value);
  }

  /** There is no such object, or no such kind. */
  public static <T> Reading<T> missing() {
    return new Reading<>(Outcome.MISSING, null);
  }

  public static <T> Reading<T> forbidden() {
    return new Reading<>(Outcome.FORBIDDEN, null);
  }

  public boolean isRead() {
    return outcome == Outcome.READ;
  }

  public boolean isMissing() {
    return outcome == Outcome.MISSING;
  }

  public boolean isForbidden() {
    return outcome == Outcome.FORBIDDEN;
  }

  /** The same of another value, if this one was read. */
  public <R> Reading<R> map(Function<T, R> function) {
    return new Reading<>(outcome, isRead() ? function.apply(value) : null);
  }
}
