package io.langop.operator.client;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Offers ChaCha20-Poly1305 (RFC 8446, appendix B.4) before all other cipher suites, which an API
 * server then takes. Without the optimising compiler of the JVM, and in a native executable, Java
 * has no instructions for AES: the other suites of TLS 1.3 take three to five times as long.
 */
final class CheapCipher extends SSLContextSpi {

  static final String SUITE = "TLS_CHACHA20_POLY1305_SHA256";

  private final SSLContext context;

  private CheapCipher(SSLContext context) {
    this.context = context;
  }

  /** The same keys and trust; its engines offer the suite first, where the platform has it. */
  static SSLContext first(SSLContext context) {
    return new Context(context);
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return new Engine(context.createSSLEngine());
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return new Engine(context.createSSLEngine(host, port));
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    context.init(keys, trust, random);
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return context.getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return context.getServerSocketFactory();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return context.getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return context.getClientSessionContext();
  }

  private static final class Context extends SSLContext {
    Context(SSLContext context) {
      super(new CheapCipher(context), context.getProvider(), context.getProtocol());
    }
  }

  private static final class Engine extends DelegatingEngine {

    Engine(SSLEngine engine) {
      super(engine);
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
      super.setEnabledCipherSuites(
          Arrays.asList(getSupportedCipherSuites()).contains(SUITE)
              ? Stream.concat(Stream.of(SUITE), Stream.of(suites)).distinct().toArray(String[]::new)
              : suites);
    }
  }
}
