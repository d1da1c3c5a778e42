package io.langop.operator.testcluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers like the operator does from outside; {@link OperatorProcessIT} needs no more of it. */
final class PretendedOperator {
  private PretendedOperator() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      System.out.println("cannot start: " + arguments[0]);
      System.exit(7);
    }
    System.out.println(
        "uses " + System.getenv("KUBECONFIG") + " and " + System.getProperty("mood"));
    int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    serve(server, "/q/health/ready", "{\"status\":\"UP\"}");
    serve(server, "/q/metrics", "loaded{source=\"allowlist\"} 1.0\n");
    server.start();
  }

  private static void serve(HttpServer server, String path, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          try (var response = exchange.getResponseBody()) {
            response.write(body);
          }
        });
  }
}
