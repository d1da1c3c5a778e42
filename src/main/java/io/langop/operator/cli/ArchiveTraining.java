package io.langop.operator.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.langop.operator.cli.output.SafePrintStream;
import io.langop.operator.cli.session.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Runs commands once, so that the JVM can write down the classes that they need: {@code bin/aictl}
 * starts in half the time with such an archive. The cluster that they ask is a pretended one in
 * this process, which knows a list and nothing else.
 */
final class ArchiveTraining {

  private static final String LIST =
      "docker.io\n*.gcr.io\nghcr.io/acme digest=required until=2099-12-31\n*bad\n";

  private ArchiveTraining() {}

  public static void main(String... arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", ArchiveTraining::answer);
    server.start();
    Path directory = Files.createTempDirectory("aictl-");
    try {
      Path list = Files.writeString(directory.resolve("list"), LIST);
      Path kubeconfig =
          Files.writeString(
              directory.resolve("kubeconfig"),
              """
              {"clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:%d"}}],
               "users": [{"name": "u", "user": {"token": "none"}}],
               "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
               "current-context": "c"}
              """
                  .formatted(server.getAddress().getPort()));
      for (String format : new String[] {"table", "json", "yaml"}) {
        run("registries", "check", "--file", list.toString(), "-o", format, "nginx", "x@y", "-");
      }
      run("registries", "check", "--file", list.toString(), "-f", list.toString());
      run("registries", "check", "--help");
      run("registries", "chek");
      for (String command :
          new String[] {"agent list -A", "agent status a", "registries list", "pods audit"}) {
        run((command + " --kubeconfig " + kubeconfig).split(" "));
      }
      Files.delete(list);
      Files.delete(kubeconfig);
    } finally {
      Files.delete(directory);
      server.stop(0);
    }
    System.exit(0);
  }

  private static void run(String... arguments) {
    SafePrintStream nowhere = new SafePrintStream(OutputStream.nullOutputStream());
    ByteArrayInputStream in =
        new ByteArrayInputStream("nginx # web\nghcr.io/x\n".getBytes(StandardCharsets.UTF_8));
    Aictl.run(
        new Session(in, nowhere, nowhere, false, false, Map.of(), Clock.systemUTC()), arguments);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String resource =
        """
        {"apiVersion": "langop.io/v1alpha1", "kind": "LanguageAgent",
         "metadata": {"name": "a", "namespace": "default", "generation": 1,
          "creationTimestamp": "2026-01-01T00:00:00Z"},
         "spec": {"image": "nginx"}, "status": {"phase": "Running", "conditions": [
          {"type": "ImageValidated", "status": "True", "reason": "RegistryAllowed",
           "message": "Image registry 'docker.io' is in whitelist",
           "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
        """;
    String path = exchange.getRequestURI().getPath();
    String answer =
        path.contains("/configmaps/")
            ? """
              {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "operator-config"},
               "data": {"allowed-registries": "docker.io"}}
              """
            : path.endsWith("/a")
                ? resource
                : """
                  {"apiVersion": "langop.io/v1alpha1", "kind": "LanguageAgentList",
                   "metadata": {"resourceVersion": "1"}, "items": [%s]}
                  """
                    .formatted(resource);
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
