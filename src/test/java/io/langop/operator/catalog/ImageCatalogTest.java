package io.langop.operator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.RunReason;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCatalogTest {

  private static final ImageCatalog CATALOG =
      ImageCatalog.of(
          Map.of(
              "aprof", "your-registry/aprof:v1.0.0",
              "aperf", "ghcr.io/acme/aperf:v1.0.0",
              "broken", "https://ghcr.io/secret"));

  @Test
  void aToolResolvesToItsNormalisedImage() {
    // When
    Resolution resolution = CATALOG.resolve("aprof");

    // Then
    assertThat(resolution.isFound()).isTrue();
    assertThat(resolution.reason()).isEqualTo(RunReason.ToolFound);
    assertThat(resolution.message())
        .isEqualTo("Tool 'aprof' is image 'docker.io/your-registry/aprof:v1.0.0'");
  }

  @Test
  void anUnknownToolIsToldWhatThereIsSorted() {
    // When
    Resolution resolution = CATALOG.resolve("x");

    // Then
    assertThat(resolution.reason()).isEqualTo(RunReason.ToolNotFound);
    assertThat(resolution.message())
        .isEqualTo("Tool 'x' is not in the profiler image catalog. Available: aperf, aprof");
  }

  @Test
  void anEmptyCatalogHasNothing() {
    for (ImageCatalog empty :
        new ImageCatalog[] {ImageCatalog.of(null), ImageCatalog.of(Map.of())}) {
      assertThat(empty.resolve("x").message())
          .isEqualTo("Tool 'x' is not in the profiler image catalog. Available: none");
    }
  }

  @Test
  void aLongListIsShortened() {
    // Given
    ImageCatalog catalog =
        ImageCatalog.of(
            IntStream.range(0, 1000)
                .boxed()
                .collect(Collectors.toMap("t%03d"::formatted, i -> "acme/t:" + i)));

    // When
    String message = catalog.resolve("x").message();

    // Then
    assertThat(message).endsWith("t018, t019 and 980 more").hasSizeLessThan(250);
  }

  @Test
  void anInvalidValueResolvesToNothingAndIsListed() {
    // When
    Resolution resolution = CATALOG.resolve("broken");

    // Then
    assertThat(resolution.isFound()).isFalse();
    assertThat(resolution.reason()).isEqualTo(RunReason.InvalidImageReference);
    assertThat(resolution.message()).contains("tool 'broken'").doesNotContain("secret");
    assertThat(CATALOG.invalidEntries())
        .containsExactly(
            new InvalidCatalogEntry(
                "broken",
                "https://ghcr.io/secret",
                "it has a scheme: write it without 'https://'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "a b", "UPPER", "acme/app:", "-x", "\u00a0acme/app"})
  void whatIsNoReferenceIsInvalid(String value) {
    // When
    ImageCatalog catalog = ImageCatalog.of(Map.of("tool", value));

    // Then
    assertThat(catalog.images()).isEmpty();
    assertThat(catalog.invalidEntries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme/app:1\n", "\r\n\tacme/app:1 ", "  acme/app:1"})
  void asciiSpaceAroundAValueIsHarmless(String value) {
    assertThat(ImageCatalog.of(Map.of("tool", value)).images().get("tool"))
        .hasToString("docker.io/acme/app:1");
  }

  @Test
  void aNullValueOrNameIsHarmless() {
    // Given
    Map<String, String> data = new HashMap<>(Collections.singletonMap("tool", null));

    // When
    ImageCatalog catalog = ImageCatalog.of(data);

    // Then
    assertThat(catalog.resolve("tool").reason()).isEqualTo(RunReason.InvalidImageReference);
    assertThat(catalog.resolve(null).reason()).isEqualTo(RunReason.ToolNotFound);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../aperf", "aperf/", "APERF", " aperf", "aperf\0", "docker.io/evil/x"})
  void noTrickWithANameResolves(String name) {
    assertThat(CATALOG.resolve(name).isFound()).isFalse();
  }

  @Test
  void whatAUserWroteIsShownShortAndEscaped() {
    // When
    String message = CATALOG.resolve("evil'\n" + "x".repeat(5000)).message();

    // Then
    assertThat(message).startsWith("Tool 'evil\\'\\n").hasSizeLessThan(400);
  }

  @Test
  void resolutionsAreEqualWhenAUserReadsTheSame() {
    // Given
    ImageCatalog other = ImageCatalog.of(Map.of("aprof", "docker.io/your-registry/aprof:v1.0.0"));

    // Then
    assertThat(other.resolve("aprof")).isEqualTo(CATALOG.resolve("aprof"));
    assertThat(other.resolve("x")).isNotEqualTo(CATALOG.resolve("x"));
  }
}
