package io.langop.operator.retry;

/** When a reconciliation that failed is tried again, the same for every kind of resource. */
public final class ReconcileRetry {

  /** A resource is never given up: what stood in the way may go without an event that tells. */
  public static final int FOREVER = -1;

  /** Milliseconds before the first retry; each further one waits longer. */
  public static final long FIRST_MILLIS = 500;

  /** Milliseconds between retries at the most. */
  public static final long MAX_MILLIS = 15_000;

  private ReconcileRetry() {}
}
