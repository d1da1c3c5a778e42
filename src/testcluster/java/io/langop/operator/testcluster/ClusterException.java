package io.langop.operator.testcluster;

/**
 * Something about the test cluster could not be done; the message says what and what to do next.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
