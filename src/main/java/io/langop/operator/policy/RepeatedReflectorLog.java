package io.langop.operator.policy;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Drops what the client library logs, with a stack trace and for ever, while something cannot be
 * listed: {@link ConfigMapWatch} and {@link io.langop.operator.watch.Interruptions} say it once. A
 * missing catalog is a state to live in.
 */
@LoggingFilter(name = "repeated-reflector-log")
public final class RepeatedReflectorLog implements Filter {

  private static final String LOGGER =
      "io.fabric8.kubernetes.client.informers.impl.cache.Reflector";
  private static final String REPEATED = "will retry";

  @Override
  public boolean isLoggable(LogRecord record) {
    return !LOGGER.equals(record.getLoggerName()) || !record.getMessage().endsWith(REPEATED);
  }
}
