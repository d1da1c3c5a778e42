package io.langop.operator.client;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Logs a problem once, however often it is met, until all is well again. */
public final class ProblemLog {

  private final Logger log;
  private volatile String lastCause;

  public ProblemLog(Logger log) {
    this.log = log;
  }

  /**
   * Logs a message at a level, or for debugging only when the last problem had the same cause.
   *
   * @param cause by which a problem is recognised
   */
  public void tell(Level level, String cause, String message) {
    boolean news = !cause.equals(lastCause);
    lastCause = cause;
    log.log(news ? level : Level.DEBUG, message);
  }

  /** All is well: the next problem is news, whatever it is. Returns whether there was one. */
  public boolean end() {
    boolean over = lastCause != null;
    lastCause = null;
    return over;
  }
}
