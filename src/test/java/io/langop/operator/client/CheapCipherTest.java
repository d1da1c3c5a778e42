package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class CheapCipherTest {

  private static final String AES = "TLS_AES_128_GCM_SHA256";

  private final SSLEngine engine;

  CheapCipherTest() throws NoSuchAlgorithmException {
    engine = CheapCipher.first(SSLContext.getDefault()).createSSLEngine();
  }

  @Test
  void itIsOfferedBeforeTheSuitesThatTheClientWants() {
    // When
    engine.setEnabledCipherSuites(new String[] {AES});

    // Then
    assertThat(engine.getEnabledCipherSuites()).containsExactly(CheapCipher.SUITE, AES);
  }

  @Test
  void itIsOfferedOnceToAClientThatWantsItToo() {
    // When
    engine.setEnabledCipherSuites(new String[] {AES, CheapCipher.SUITE});

    // Then
    assertThat(engine.getEnabledCipherSuites()).containsExactly(CheapCipher.SUITE, AES);
  }

  @Test
  void theEngineWithAPeerOffersItToo() throws NoSuchAlgorithmException {
    // Given
    SSLEngine ofPeer =
        CheapCipher.first(SSLContext.getDefault()).createSSLEngine("api.example", 6443);

    // When
    ofPeer.setEnabledCipherSuites(new String[] {AES});

    // Then
    assertThat(ofPeer.getEnabledCipherSuites()).startsWith(CheapCipher.SUITE);
    assertThat(ofPeer.getPeerHost()).isEqualTo("api.example");
  }
}
