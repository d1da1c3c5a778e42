package io.langop.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportContentTest {
  private static final NamespaceReport REPORT =
      new NamespaceReport(
          3,
          1,
          List.of(
              new NamespaceReport.RefusedPod(
                  "web", List.of("evil.example/a:1", "evil.example/b:\u202e1"))));

  @Test
  void aResultHasTheWordsOfTheFirstImageAndNamesAll() {
    // When
    Map<String, Object> content = ReportContent.of("team-a", REPORT, Lists.allowlist("docker.io"));

    // Then
    assertThat(content.get("summary"))
        .isEqualTo(Map.of("pass", 3, "fail", 1, "warn", 0, "error", 0, "skip", 0));
    JsonNode result = new ObjectMapper().valueToTree(content).at("/results/0");
    assertThat(result.at("/message").asText())
        .isEqualTo(
            "Image registry 'evil.example' is not in whitelist. Allowed: docker.io (and 1 more"
                + " image)");
    assertThat(result.at("/properties/images").asText())
        .startsWith("evil.example/a:1, evil.example/b:")
        .doesNotContain("\u202e");
  }

  @Test
  void aReportFitsIntoAnObjectHoweverLongNamesAre() {
    // Given
    List<String> images = IntStream.range(0, 10).mapToObj(i -> "\u20ac".repeat(255) + i).toList();
    List<NamespaceReport.RefusedPod> pods =
        IntStream.range(0, ReportContent.MOST_RESULTS)
            .mapToObj(i -> new NamespaceReport.RefusedPod("p".repeat(250) + i, images))
            .toList();

    // When
    Map<String, Object> content =
        ReportContent.of(
            "team-a", new NamespaceReport(0, pods.size(), pods), Lists.allowlist("docker.io"));

    // Then
    assertThat(new ObjectMapper().valueToTree(content).toString().length()).isLessThan(300_000);
    assertThat((List<?>) content.get("results")).isNotEmpty();
    assertThat(new ObjectMapper().valueToTree(content).at("/summary/fail").asInt())
        .isEqualTo(pods.size());
  }

  @Test
  void withoutAListNothingCouldBeDecided() {
    // When
    Map<String, Object> content = ReportContent.of("team-a", REPORT, Lists.NO_ALLOWLIST);

    // Then
    assertThat(content.get("summary"))
        .isEqualTo(Map.of("pass", 0, "fail", 0, "warn", 0, "error", 4, "skip", 0));
    assertThat((List<?>) content.get("results")).isEmpty();
  }

  @Test
  void theHashIsOfWhatIsSaidAndNotOfHowItIsKept() {
    // Given
    Map<String, Object> content = ReportContent.of("team-a", REPORT, Lists.allowlist("docker.io"));
    Map<String, Object> stored = new TreeMap<>(content);
    stored.put("source", "somebody else's field");
    Map<String, Object> other = new HashMap<>(content);
    other.put("summary", Map.of("pass", 4));

    // Then
    assertThat(ReportContent.hash(stored)).isEqualTo(ReportContent.hash(content));
    assertThat(ReportContent.hash(other)).isNotEqualTo(ReportContent.hash(content));
  }
}
