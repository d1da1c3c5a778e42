package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.EmptyCluster;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.NoCluster;
import io.langop.operator.testcluster.PrometheusText;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoCluster.class)
class MetricsTest {
  private static final String PREFIX = "language_operator_";
  private static final Path PAGE = Path.of("docs/reference/metrics.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(language_operator_\\w+)`");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (language_operator_\\w+) ");

  /** They have a series for each thing that users name, and none while there is none. */
  private static final Set<String> ONLY_WHILE_NOT_ZERO =
      Set.of(
          PREFIX + "blocked_images",
          PREFIX + "pods_not_allowed",
          PREFIX + "pod_images_not_allowed");

  @Inject EmptyCluster cluster;

  @TestHTTPResource("/q/metrics")
  URL metrics;

  /** A test itself awaits what comes later in a start, such as the metrics of a leader. */
  @BeforeEach
  void awaitTheAllowlist() {
    cluster.answer();
    Eventually.assertThat(() -> assertThat(metric("allowlist_loaded", Map.of())).hasValue(1));
  }

  @Test
  void whatTheReferenceListsIsThereBeforeAnythingHasHappenedAndNothingElse() throws IOException {
    // Given
    Set<String> listed = names(ROW, Files.readString(PAGE));
    listed.removeAll(ONLY_WHILE_NOT_ZERO);

    // When, Then
    Eventually.assertThat(
        () -> {
          Set<String> found = names(TYPE, scrape());
          found.removeIf(name -> name.endsWith("_max") && found.contains(withoutMax(name)));
          assertThat(found).containsExactlyInAnyOrderElementsOf(listed);
        });
  }

  @Test
  void whatIsReadAtTheStartIsMeasured() {
    // Then
    assertThat(metric("allowlist_entries", Map.of())).hasValue(2);
    assertThat(metric("allowlist_invalid_entries", Map.of())).hasValue(1);
    assertThat(metric("allowlist_loads_total", Map.of("result", "success"))).hasValue(1);
    Eventually.assertThat(() -> assertThat(metric("leader", Map.of())).hasValue(1));
  }

  @Test
  void countersOfEveryKindReadZeroBeforeTheirFirstIncrease() {
    // Then
    for (String kind : Set.of("LanguageAgent", "LanguageTool")) {
      Map<String, String> labels = Map.of("kind", kind);
      Map<String, String> allowed = Map.of("kind", kind, "reason", "RegistryAllowed");
      Eventually.assertThat(
          () -> {
            assertThat(metric("image_validations_total", allowed)).as(kind).hasValue(0);
            assertThat(metric("reconcile_errors_total", labels)).as(kind).hasValue(0);
            assertThat(metric("status_conflicts_total", labels)).as(kind).hasValue(0);
          });
    }
  }

  /** A histogram has its highest value as a gauge beside it. */
  private static String withoutMax(String name) {
    return name.substring(0, name.length() - "_max".length());
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  private OptionalDouble metric(String name, Map<String, String> labels) {
    return PrometheusText.sum(scrape(), PREFIX + name, labels);
  }

  private String scrape() {
    try (InputStream answer = metrics.openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
