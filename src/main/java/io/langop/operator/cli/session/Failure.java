package io.langop.operator.cli.session;

/** Why a command cannot do what was asked, in one or two sentences for the person who asked. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message what is wrong and what to do next, safe to show
   */
  public Failure(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /** The same with what {@code --debug} shows. */
  public Failure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The command was called in a way that it does not understand. */
  public static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }

  /** The answer is no. */
  public static Failure negative(String message) {
    return new Failure(ExitCode.NEGATIVE, message);
  }

  /** The cluster gave no answer. */
  public static Failure cluster(String message, Throwable cause) {
    return new Failure(ExitCode.CLUSTER, message, cause);
  }

  public int exitCode() {
    return exitCode;
  }
}
