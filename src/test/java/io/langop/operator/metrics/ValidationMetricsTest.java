package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.api.condition.WorkloadReason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValidationMetricsTest {
  private static final String AGENT = "LanguageAgent";
  private static final String TOOL = "LanguageTool";
  private static final int MAX_SERIES = 2;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ValidationMetrics metrics = new ValidationMetrics(registry, MAX_SERIES);

  @BeforeEach
  void registerKinds() {
    metrics.register(AGENT);
    metrics.register(TOOL);
  }

  @Test
  void nothingIsBlockedAtFirstAndBothKindsSaySo() {
    // Then
    assertThat(blockedResources(AGENT)).isZero();
    assertThat(blockedResources(TOOL)).isZero();
    assertThat(overflow()).isZero();
    assertThat(series()).isEmpty();
  }

  @Test
  void aBlockedImageHasASeriesWithKindNamespaceNameRegistryAndWhetherItsWorkloadRuns() {
    // When
    metrics.blocked(AGENT, new ResourceID("name", "space"), Set.of("evil.example"), false);

    // Then
    assertThat(registry.get("language_operator_blocked_images").gauges())
        .singleElement()
        .satisfies(
            gauge -> {
              assertThat(gauge.value()).isOne();
              assertThat(gauge.getId().getTags())
                  .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                  .containsExactlyInAnyOrder(
                      "kind=" + AGENT,
                      "namespace=space",
                      "name=name",
                      "registry=evil.example",
                      "running=false");
            });
    assertThat(blockedResources(AGENT)).isOne();
    assertThat(blockedResources(TOOL)).isZero();
  }

  @Test
  void sayingTheSameTwiceCountsOnce() {
    // When
    metrics.blocked(AGENT, id("a"), Set.of("evil.example"), false);
    metrics.blocked(AGENT, id("a"), Set.of("evil.example"), false);

    // Then
    assertThat(blockedResources(AGENT)).isOne();
    assertThat(series()).containsExactly("a");
  }

  @Test
  void anAgentAndAToolOfOneNameAreTwo() {
    // When
    metrics.blocked(AGENT, id("same"), Set.of("evil.example"), false);
    metrics.blocked(TOOL, id("same"), Set.of("evil.example"), false);
    metrics.unblocked(AGENT, id("same"));

    // Then
    assertThat(blockedResources(AGENT)).isZero();
    assertThat(blockedResources(TOOL)).isOne();
    assertThat(series()).containsExactly("same");
  }

  @Test
  void anotherRegistryReplacesTheSeries() {
    // Given
    metrics.blocked(AGENT, id("a"), Set.of("evil.example"), false);

    // When
    metrics.blocked(AGENT, id("a"), Set.of("worse.example"), false);

    // Then
    assertThat(registry.get("language_operator_blocked_images").gauges())
        .singleElement()
        .extracting(gauge -> gauge.getId().getTag("registry"))
        .isEqualTo("worse.example");
    assertThat(blockedResources(AGENT)).isOne();
  }

  @Test
  void aResourceHasASeriesForEachRegistryOfItsBlockedImagesAndCountsOnce() {
    // When
    metrics.blocked(AGENT, id("a"), Set.of("evil.example", "worse.example"), false);

    // Then
    assertThat(registry.get("language_operator_blocked_images").gauges())
        .extracting(gauge -> gauge.getId().getTag("registry"))
        .containsExactlyInAnyOrder("evil.example", "worse.example");
    assertThat(blockedResources(AGENT)).isOne();

    // When
    metrics.unblocked(AGENT, id("a"));

    // Then
    assertThat(series()).isEmpty();
    assertThat(blockedResources(AGENT)).isZero();
  }

  @Test
  void aWorkloadThatStopsReplacesTheSeries() {
    // Given
    metrics.blocked(AGENT, id("a"), Set.of("evil.example"), true);

    // When
    metrics.blocked(AGENT, id("a"), Set.of("evil.example"), false);

    // Then
    assertThat(registry.get("language_operator_blocked_images").gauges())
        .singleElement()
        .extracting(gauge -> gauge.getId().getTag("running"))
        .isEqualTo("false");
    assertThat(blockedResources(AGENT)).isOne();
  }

  @Test
  void anImageThatIsNotBlockedAnyMoreHasNoSeries() {
    // Given
    metrics.blocked(AGENT, id("a"), Set.of("evil.example"), false);

    // When
    metrics.unblocked(AGENT, id("a"));
    metrics.unblocked(AGENT, id("a"));
    metrics.unblocked(AGENT, id("never-seen"));

    // Then
    assertThat(series()).isEmpty();
    assertThat(blockedResources(AGENT)).isZero();
  }

  @Test
  void seriesBeyondTheBoundAreOnlyCounted() {
    // When
    List.of("a", "b", "c", "d")
        .forEach(name -> metrics.blocked(AGENT, id(name), Set.of("evil.example"), false));

    // Then
    assertThat(series()).containsExactlyInAnyOrder("a", "b");
    assertThat(overflow()).isEqualTo(2);
    assertThat(blockedResources(AGENT)).isEqualTo(4);
  }

  @Test
  void aSeriesThatBecomesFreeGoesToTheOneThatHasWaitedLongest() {
    // Given
    List.of("a", "b", "c", "d")
        .forEach(name -> metrics.blocked(AGENT, id(name), Set.of("evil.example"), false));

    // When
    metrics.unblocked(AGENT, id("a"));

    // Then
    assertThat(series()).containsExactlyInAnyOrder("b", "c");
    assertThat(overflow()).isOne();
    assertThat(blockedResources(AGENT)).isEqualTo(3);
  }

  @Test
  void oneWithoutASeriesThatIsUnblockedTakesNobodysPlace() {
    // Given
    List.of("a", "b", "c")
        .forEach(name -> metrics.blocked(AGENT, id(name), Set.of("evil.example"), false));

    // When
    metrics.unblocked(AGENT, id("c"));

    // Then
    assertThat(series()).containsExactlyInAnyOrder("a", "b");
    assertThat(overflow()).isZero();
    assertThat(blockedResources(AGENT)).isEqualTo(2);
  }

  @Test
  void validationsAreCountedByKindStatusAndReason() {
    // When
    metrics.validated(AGENT, "False", WorkloadReason.RegistryNotAllowed);
    metrics.validated(AGENT, "False", WorkloadReason.RegistryNotAllowed);
    metrics.validated(TOOL, "True", WorkloadReason.RegistryAllowed);

    // Then
    assertThat(validations(AGENT, "False", "RegistryNotAllowed")).isEqualTo(2);
    assertThat(validations(TOOL, "True", "RegistryAllowed")).isOne();
  }

  @Test
  void everyVerdictIsCountedFromZeroOn() {
    // Then
    assertThat(registry.get("language_operator_image_validations").tag("kind", AGENT).counters())
        .allSatisfy(counter -> assertThat(counter.count()).isZero())
        .extracting(
            counter -> counter.getId().getTag("status") + "/" + counter.getId().getTag("reason"))
        .containsExactlyInAnyOrder(
            "True/RegistryAllowed",
            "False/RegistryNotAllowed",
            "False/DigestRequired",
            "False/InvalidImageReference",
            "Unknown/AllowlistUnavailable");
  }

  private List<String> series() {
    return registry.find("language_operator_blocked_images").gauges().stream()
        .map(Gauge::getId)
        .map(id -> id.getTag("name"))
        .toList();
  }

  private double overflow() {
    return registry.get("language_operator_blocked_images_overflow").gauge().value();
  }

  private double blockedResources(String kind) {
    return registry.get("language_operator_blocked_resources").tag("kind", kind).gauge().value();
  }

  private double validations(String kind, String status, String reason) {
    return registry
        .get("language_operator_image_validations")
        .tags("kind", kind, "status", status, "reason", reason)
        .counter()
        .count();
  }

  private static ResourceID id(String name) {
    return new ResourceID(name, "space");
  }
}
