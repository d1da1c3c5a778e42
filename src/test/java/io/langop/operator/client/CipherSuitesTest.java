package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CipherSuitesTest {

  private static final String PROPERTY = "jdk.tls.client.cipherSuites";

  private String before;

  @BeforeEach
  void forget() {
    before = System.clearProperty(PROPERTY);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void everySuiteIsOneThatJavaHasAndTheFirstNeedsNoInstructionsOfTheProcessor()
      throws NoSuchAlgorithmException {
    // When
    CipherSuites.prefer();

    // Then
    List<String> suites = List.of(System.getProperty(PROPERTY).split(","));
    assertThat(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
        .containsAll(suites);
    assertThat(suites).first().asString().contains("CHACHA20");
  }

  @Test
  void anAdministratorsOwnChoiceStays() {
    // Given
    System.setProperty(PROPERTY, "TLS_AES_256_GCM_SHA384");

    // When
    CipherSuites.prefer();

    // Then
    assertThat(System.getProperty(PROPERTY)).isEqualTo("TLS_AES_256_GCM_SHA384");
  }
}
