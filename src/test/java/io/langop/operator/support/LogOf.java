package io.langop.operator.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class logs, also after a test of the command line, which turns all logs off. */
public final class LogOf extends Handler implements AutoCloseable {
  private final List<String> levels = new CopyOnWriteArrayList<>();
  private final Logger logger;

  public LogOf(Class<?> type) {
    logger = Logger.getLogger(type.getName());
    logger.setLevel(Level.INFO);
    logger.addHandler(this);
  }

  /** The level of each entry, in order. */
  public List<String> levels() {
    return List.copyOf(levels);
  }

  @Override
  public void publish(LogRecord entry) {
    levels.add(entry.getLevel().getName());
  }

  @Override
  public void flush() {
    // it is all there at once
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(null);
  }
}
