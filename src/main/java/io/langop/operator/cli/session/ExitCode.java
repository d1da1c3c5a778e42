package io.langop.operator.cli.session;

/** What a script can rely on. */
public final class ExitCode {

  /** Done, and all is well. */
  public static final int OK = 0;

  /** Something is denied, unhealthy or not there. */
  public static final int NEGATIVE = 1;

  /** Wrong usage, or a file that cannot be read. */
  public static final int USAGE = 2;

  /** The cluster cannot be reached or forbids it. */
  public static final int CLUSTER = 3;

  /** As the shell says it of a program that ends because nobody reads on. */
  public static final int BROKEN_PIPE = 141;

  private ExitCode() {}
}
