package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private static final String TEXT =
      """
      # HELP blocked_images 1 while blocked
      # TYPE blocked_images gauge
      blocked_images{kind="LanguageAgent",name="a",} 1.0
      blocked_images{kind="LanguageAgent",name="b, \\"quoted\\"} and \\\\",} 1.0
      blocked_images_overflow 2.5E3
      latency_seconds_bucket{le="+Inf"} 7
      """;

  @Test
  void addsTheSeriesThatHaveTheLabels() {
    assertThat(PrometheusText.sum(TEXT, "blocked_images", Map.of("kind", "LanguageAgent")))
        .hasValue(2);
    assertThat(PrometheusText.sum(TEXT, "blocked_images", Map.of("name", "b, \"quoted\"} and \\")))
        .hasValue(1);
    assertThat(PrometheusText.sum(TEXT, "latency_seconds_bucket", Map.of("le", "+Inf")))
        .hasValue(7);
  }

  @Test
  void takesTheWholeNameOnly() {
    assertThat(PrometheusText.sum(TEXT, "blocked_images_overflow", Map.of())).hasValue(2500);
    assertThat(PrometheusText.sum(TEXT, "blocked", Map.of())).isEmpty();
  }

  @Test
  void tellsAMissingSeriesFromZero() {
    assertThat(PrometheusText.sum(TEXT, "blocked_images", Map.of("kind", "LanguageTool")))
        .isEmpty();
  }
}
