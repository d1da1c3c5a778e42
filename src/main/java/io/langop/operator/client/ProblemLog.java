package io.langop.operator.client;

import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Logs a problem once for each of its causes, however often it is met, until all is well again. */
public final class ProblemLog {

  /** Causes that differ each time, by a port for example, are all news. */
  private static final int MOST_CAUSES = 10;

  private final Logger log;
  private final Set<String> causes = new HashSet<>();

  public ProblemLog(Logger log) {
    this.log = log;
  }

  /**
   * Logs a message at a level, or for debugging only when its cause was told already.
   *
   * @param cause by which a problem is recognised
   */
  public void tell(Level level, String cause, String message) {
    log.log(isNews(cause) ? level : Level.DEBUG, message);
  }

  private synchronized boolean isNews(String cause) {
    if (causes.size() == MOST_CAUSES && !causes.contains(cause)) {
      causes.clear();
    }
    return causes.add(cause);
  }

  /** All is well: the next problem is news, whatever it is. Returns whether there was one. */
  public synchronized boolean end() {
    boolean over = !causes.isEmpty();
    causes.clear();
    return over;
  }
}
