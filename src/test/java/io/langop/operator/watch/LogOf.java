package io.langop.operator.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class logs. */
final class LogOf extends Handler implements AutoCloseable {
  private final List<String> levels = new CopyOnWriteArrayList<>();
  private final Logger logger;

  LogOf(Class<?> type) {
    logger = Logger.getLogger(type.getName());
    logger.addHandler(this);
  }

  /** The level of each entry, in order. */
  List<String> levels() {
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
  }
}
