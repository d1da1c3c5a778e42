package io.langop.operator.support;

import com.sun.net.httpserver.HttpsServer;

/** An HTTPS server whose certificate authority nobody knows. */
public final class StrangeServer {
  private StrangeServer() {}

  public static HttpsServer start() {
    HttpsServer server = LocalTls.create().server();
    server.start();
    return server;
  }
}
