package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialGuardTest {
  private static final Reading ANSWER = new Reading.Answer(Optional.empty(), 1);
  private static final Reading UNAUTHORIZED = new Reading.Refusal(401, "Unauthorized");

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> ends = new ArrayList<>();
  private final CredentialGuard guard = new CredentialGuard(nanos::get, ends::add);

  static List<Reading> endsOfCredentials() {
    Exception handshake = new SSLHandshakeException("no path");
    handshake.initCause(new CertificateException("signed by a stranger"));
    return List.of(UNAUTHORIZED, new Reading.Silence("no path", new Exception(handshake)));
  }

  @ParameterizedTest
  @MethodSource
  void endsOfCredentials(Reading refused) {
    // When
    guard.accept(refused);
    pass(29);
    guard.accept(refused);

    // Then
    assertThat(ends).isEmpty();

    // When
    pass(1);
    guard.accept(refused);
    guard.accept(refused);

    // Then
    assertThat(ends).singleElement().asString().startsWith("The ");
  }

  @Test
  void anAnswerInBetweenBeginsTheWaitAnew() {
    // Given
    guard.accept(UNAUTHORIZED);
    pass(29);
    guard.accept(ANSWER);

    // When
    guard.accept(UNAUTHORIZED);
    pass(29);
    guard.accept(UNAUTHORIZED);

    // Then
    assertThat(ends).isEmpty();
  }

  @Test
  void aMissingPermissionOrAnApiServerThatIsAwayIsNoEndOfCredentials() {
    for (Reading reading :
        List.of(
            new Reading.Refusal(403, "forbidden"),
            new Reading.Silence("refused", new ConnectException()))) {
      // When
      guard.accept(reading);
      pass(3600);
      guard.accept(reading);
    }

    // Then
    assertThat(ends).isEmpty();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
