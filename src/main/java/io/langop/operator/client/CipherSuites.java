package io.langop.operator.client;

/**
 * The cipher suites that are offered to the API server, which takes the first that it can. Java's
 * own order begins with AES. Without the optimising compiler, and in a native executable for any
 * processor, AES-GCM is computed without the instructions of the processor for it: several times
 * the time of ChaCha20-Poly1305, which needs none.
 */
public final class CipherSuites {

  private static final String PROPERTY = "jdk.tls.client.cipherSuites";

  /** AES stays for servers that take nothing else (FIPS); suites without forward secrecy do not. */
  private static final String SUITES =
      String.join(
          ",",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private CipherSuites() {}

  /**
   * Sets the order for all connections of this process. Call it before the first connection; an
   * administrator's own choice (the system property {@value #PROPERTY}) stays.
   */
  public static void prefer() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, SUITES);
    }
  }
}
