package io.langop.operator.support;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.langop.operator.support.UnconnectedHttp.Reply;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers the operator's requests in tests that Quarkus starts: a read finds an allowlist and no
 * other object, a watch brings nothing, and what is created is noted. It decides nothing, validates
 * nothing and keeps nothing: what depends on how an API server behaves is tried with a real one.
 */
@Singleton
public final class EmptyCluster {

  /** A property; {@link #WITHOUT_CRDS} answers at once, else answers wait for {@link #answer}. */
  public static final String MODE = "test.cluster";

  public static final String WITHOUT_CRDS = "without-crds";

  /** A namespace in which nothing may be created. */
  public static final String FORBIDDEN = "forbidden";

  /** A namespace in which all that is created exists already. */
  public static final String TAKEN = "taken";

  /** Two entries and an invalid one. */
  private static final String ALLOWLIST =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"kube-system",\
      "name":"operator-config","uid":"1","resourceVersion":"1"},\
      "data":{"allowed-registries":"docker.io\\nquay.io\\n*"}}""";

  private final CompletableFuture<Void> open = new CompletableFuture<>();
  private final boolean hasCrds;
  private final List<Created> created = new CopyOnWriteArrayList<>();
  private volatile String forbiddenPath = "";

  /** What was to be created, as it was sent. */
  public record Created(String path, String body) {}

  EmptyCluster(@ConfigProperty(name = MODE, defaultValue = "held") String mode) {
    hasCrds = !mode.equals(WITHOUT_CRDS);
    if (!hasCrds) {
      answer();
    }
  }

  /** Gives the answers that are held, and from now on each at once. */
  public void answer() {
    open.complete(null);
  }

  /** Forbids to read what has this path, and nothing else. */
  public void forbid(String path) {
    forbiddenPath = path;
  }

  /** What was to be created so far, whatever was answered. */
  public List<Created> created() {
    return created;
  }

  /** The way to this cluster. */
  public HttpClient.Factory connections() {
    return new UnconnectedHttp(
        open, request -> request.method().equals("GET") ? read(request) : write(request));
  }

  private Reply read(HttpRequest request) {
    String path = request.uri().getPath();
    if (path.equals(forbiddenPath)) {
      return refusal(HttpURLConnection.HTTP_FORBIDDEN);
    }
    if (path.endsWith("/configmaps/operator-config")) {
      return new Reply(HttpURLConnection.HTTP_OK, ALLOWLIST);
    }
    boolean isOfCrd = path.startsWith("/apis/langop.io/");
    if (path.contains("/configmaps/") || isOfCrd && !hasCrds) {
      return refusal(HttpURLConnection.HTTP_NOT_FOUND);
    }
    boolean isAllowlist =
        path.endsWith("/configmaps") && request.uri().getQuery().contains("operator-config");
    return new Reply(
        HttpURLConnection.HTTP_OK,
        "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}"
            .formatted(isAllowlist ? ALLOWLIST : ""));
  }

  private Reply write(StandardHttpRequest request) {
    String path = request.uri().getPath();
    created.add(new Created(path, request.bodyString()));
    if (path.contains("/namespaces/" + FORBIDDEN + "/")) {
      return refusal(HttpURLConnection.HTTP_FORBIDDEN);
    }
    return path.contains("/namespaces/" + TAKEN + "/")
        ? refusal(HttpURLConnection.HTTP_CONFLICT)
        : new Reply(HttpURLConnection.HTTP_CREATED, request.bodyString());
  }

  private static Reply refusal(int code) {
    return new Reply(
        code,
        "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":%d}"
            .formatted(code));
  }
}
