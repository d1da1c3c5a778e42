package io.langop.operator.policy;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Ends the process when its credentials have come to their end. The client takes a new token from
 * where the old one came from; what it cannot do is read a new certificate authority. A process
 * that went on would see nothing any more and look healthy. Kubernetes starts it again, and it
 * reads all credentials anew.
 */
final class CredentialGuard implements Consumer<Reading> {

  /** An API server that has just started may refuse a valid token for a moment. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = Logger.getLogger(CredentialGuard.class);

  private final LongSupplier nanoClock;
  private final Consumer<String> end;
  private Long refusedSinceNanos;
  private boolean ended;

  /**
   * @param end ends the process for a reason
   */
  CredentialGuard(LongSupplier nanoClock, Consumer<String> end) {
    this.nanoClock = nanoClock;
    this.end = end;
  }

  /** Takes note of one attempt to read from the API server. */
  @Override
  public synchronized void accept(Reading reading) {
    String problem = problem(reading);
    if (problem == null) {
      refusedSinceNanos = null;
      return;
    }
    long now = nanoClock.getAsLong();
    if (refusedSinceNanos == null) {
      refusedSinceNanos = now;
    } else if (!ended && now - refusedSinceNanos >= LIMIT.toNanos()) {
      ended = true;
      end.accept(problem);
    }
  }

  private static String problem(Reading reading) {
    if (reading instanceof Reading.Refusal refusal
        && refusal.code() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      return "The API server does not accept the operator's token any more (%s)"
          .formatted(refusal.cause());
    }
    if (reading instanceof Reading.Silence silence && isUntrusted(silence.error())) {
      return "The certificate of the API server is not trusted; its certificate authority may have"
          + " been replaced (%s)".formatted(silence.cause());
    }
    return null;
  }

  private static boolean isUntrusted(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof CertificateException || cause instanceof CertPathBuilderException);
  }

  /** The guard of the process. */
  @Singleton
  static final class Producer {

    @Produces
    @Singleton
    CredentialGuard guard() {
      return new CredentialGuard(System::nanoTime, Producer::end);
    }

    private static void end(String why) {
      LOG.fatalf("%s. The process ends; it is started again and reads its credentials anew", why);
      Quarkus.asyncExit(1);
    }
  }
}
