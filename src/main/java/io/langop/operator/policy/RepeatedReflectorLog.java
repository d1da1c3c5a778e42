package io.langop.operator.policy;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Drops what the client library logs, with a stack trace and for ever, while a ConfigMap cannot be
 * read: {@link ConfigMapWatch} says it once. A missing catalog is a state to live in.
 */
@LoggingFilter(name = "repeated-reflector-log")
public final class RepeatedReflectorLog implements Filter {

  private static final String LOGGER =
      "io.fabric8.kubernetes.client.informers.impl.cache.Reflector";
  private static final String SUBJECT = "/configmaps";

  @Override
  public boolean isLoggable(LogRecord record) {
    return !LOGGER.equals(record.getLoggerName())
        || record.getParameters() == null
        || !mentionsConfigMaps(record.getParameters());
  }

  private static boolean mentionsConfigMaps(Object[] parameters) {
    for (Object parameter : parameters) {
      if (String.valueOf(parameter).endsWith(SUBJECT)) {
        return true;
      }
    }
    return false;
  }
}
