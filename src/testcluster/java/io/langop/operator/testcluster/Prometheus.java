package io.langop.operator.testcluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Prometheus that scrapes one operator every two seconds and evaluates rules every second.
 * It never outlives the JVM that started it.
 */
public final class Prometheus implements AutoCloseable {
  private static final Duration HTTP_LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final ProcessLog log;
  private final Reaper reaper;
  private final URI baseUri;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(HTTP_LIMIT).build();

  private Prometheus(Path directory, Process process, int port) {
    this.process = process;
    this.log = new ProcessLog(process, directory.resolve("prometheus.log"));
    this.reaper = Reaper.ofDirectory(directory);
    this.baseUri = URI.create("http://127.0.0.1:" + port);
  }

  /** An alert that is pending or firing. */
  public record Alert(
      String name, String state, Map<String, String> labels, Map<String, String> annotations) {

    public boolean isFiring() {
      return state.equals("firing");
    }
  }

  /** One series of the answer to a query. */
  public record Sample(Map<String, String> labels, double value) {}

  /**
   * Starts Prometheus and returns when it answers.
   *
   * @param target where the operator is
   * @param rules the text of a rules file
   */
  public static Prometheus start(PrometheusPrograms programs, URI target, String rules) {
    return start(programs, rules, configuration(target, true));
  }

  /**
   * As {@link #start(PrometheusPrograms, URI, String)}, with a scrape that has labels of its own
   * and renames those of the metrics, as it is by default.
   */
  public static Prometheus startRenamingLabels(
      PrometheusPrograms programs, URI target, String rules) {
    return start(programs, rules, configuration(target, false));
  }

  private static Prometheus start(PrometheusPrograms programs, String rules, String scrapes) {
    try {
      Path directory = Files.createTempDirectory("language-operator-prometheus-").toRealPath();
      // Where the reaper looks for the processes that it ends together with the directory.
      Path program =
          Files.createSymbolicLink(directory.resolve("prometheus"), programs.prometheus());
      Files.writeString(directory.resolve("rules.yaml"), rules);
      Path configuration = Files.writeString(directory.resolve("prometheus.yml"), scrapes);
      int port = FreePorts.one();
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + directory.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      Prometheus prometheus = new Prometheus(directory, process, port);
      prometheus.awaitReady();
      return prometheus;
    } catch (IOException e) {
      throw new ClusterException("Prometheus could not be started", e);
    }
  }

  private static String configuration(URI target, boolean honorLabels) {
    return """
    global:
      scrape_interval: 2s
      scrape_timeout: 2s
      evaluation_interval: 1s
    rule_files: [rules.yaml]
    scrape_configs:
      - job_name: language-operator
        metrics_path: /q/metrics
        honor_labels: %s
        static_configs:
          - targets: ["%s"]
            labels: %s
    """
        .formatted(
            honorLabels,
            target.getAuthority(),
            honorLabels ? "{cluster: test}" : "{cluster: test, namespace: kube-system}");
  }

  private void awaitReady() {
    try {
      Await.until(
          "Prometheus answers",
          () -> {
            if (!process.isAlive()) {
              throw new ClusterException("Prometheus ended. Its log:%n%s".formatted(log.tail()));
            }
            return isReady();
          });
    } catch (ClusterException e) {
      close();
      throw e;
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** All alerts that are pending or firing now. */
  public List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode alert : data("/api/v1/alerts").path("alerts")) {
      Map<String, String> labels = strings(alert.path("labels"));
      alerts.add(
          new Alert(
              labels.get("alertname"),
              alert.path("state").asText(),
              labels,
              strings(alert.path("annotations"))));
    }
    return alerts;
  }

  /** The alerts of this name that are firing now. */
  public List<Alert> firing(String name) {
    return alerts().stream()
        .filter(alert -> alert.name().equals(name) && alert.isFiring())
        .toList();
  }

  /**
   * What a query answers now, a sample for each series.
   *
   * @throws ClusterException with Prometheus' own words when it does not understand the query
   */
  public List<Sample> query(String promql) {
    String path = "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8);
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : data(path).path("result")) {
      samples.add(
          new Sample(strings(series.path("metric")), series.path("value").path(1).asDouble()));
    }
    return samples;
  }

  private JsonNode data(String path) {
    try {
      String body = send(path).body();
      JsonNode answer = JSON.readTree(body);
      if (!answer.path("status").asText().equals("success")) {
        throw new ClusterException("Prometheus answers %s with %s".formatted(path, body));
      }
      return answer.path("data");
    } catch (IOException e) {
      throw new ClusterException(
          "Prometheus does not answer %s. Its log:%n%s".formatted(path, log.tail()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while asking Prometheus for " + path, e);
    }
  }

  private HttpResponse<String> send(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(baseUri.resolve(path)).timeout(HTTP_LIMIT).build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new LinkedHashMap<>();
    object.properties().forEach(field -> strings.put(field.getKey(), field.getValue().asText()));
    return strings;
  }

  /** Ends Prometheus and forgets what it has stored. */
  @Override
  public void close() {
    reaper.close();
  }
}
