package io.langop.operator.demo;

import io.langop.operator.testcluster.OperatorProcess;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What the operator's endpoints tell at the end of the stories. */
final class Monitoring {
  private final OperatorProcess operator;
  private final Screen screen;

  Monitoring(OperatorProcess operator, Screen screen) {
    this.operator = operator;
    this.screen = screen;
  }

  void show() {
    screen.chapter("What monitoring sees");
    showMetrics();
    showHealth();
  }

  private void showMetrics() {
    screen.command(
        "curl -s %s/q/metrics | grep ^language_operator_ | grep -v _bucket"
            .formatted(operator.baseUri()));
    screen.output(
        operator
            .get("/q/metrics")
            .lines()
            .filter(line -> line.startsWith("language_operator_"))
            .filter(line -> !line.contains("_bucket"))
            .sorted()
            .collect(Collectors.joining(System.lineSeparator())));
    expect("language_operator_blocked_images", Map.of("name", Story.AGENT), 1);
    expect("language_operator_powertool_runs_total", Map.of("result", "completed"), 2);
  }

  private void expect(String metric, Map<String, String> labels, double value) {
    OptionalDouble seen = operator.metric(metric, labels);
    Expect.that(
        seen.orElse(0) == value, "%s %s should be %s".formatted(metric, labels, value), seen);
  }

  private void showHealth() {
    screen.command("curl -s %s/q/health/ready".formatted(operator.baseUri()));
    String health = operator.get("/q/health/ready").strip();
    screen.output(health);
    Expect.that(
        health.lines().anyMatch(line -> line.contains("\"status\": \"UP\"")),
        "The operator should be ready",
        health);
  }
}
