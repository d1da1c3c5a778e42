package io.langop.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ImageReferencePropertyTest {

  @Property
  void parsingNeverThrowsAndNeverGivesAnUnboundedMessage(@ForAll String text) {
    // When
    ParsedImage parsed = ImageReference.parse(text);

    // Then
    assertThat(parsed).isNotNull();
    if (parsed instanceof InvalidImageReference invalid) {
      assertThat(invalid.message()).matches("[ -~…]{1,3000}");
    }
  }

  @Property(tries = 20_000)
  void normalisingTwiceChangesNothing(@ForAll("nearReferences") String text) {
    // When
    ParsedImage once = ImageReference.parse(text);

    // Then
    if (once instanceof ImageReference reference) {
      assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
      assertThat(reference.toString()).endsWith(text.substring(text.indexOf('/') + 1));
    }
  }

  /** Texts of the pieces that references are made of, so that about one in ten is a reference. */
  @Provide
  Arbitrary<String> nearReferences() {
    return Arbitraries.of(
            "a",
            "B",
            "7",
            "app",
            "library",
            ".",
            "-",
            "_",
            "__",
            "/",
            "/",
            ":",
            "@",
            "localhost",
            "docker.io",
            "index.docker.io",
            "[::1]",
            "5000",
            "sha256:" + "0f".repeat(32),
            "%",
            " ")
        .list()
        .ofMinSize(0)
        .ofMaxSize(9)
        .map(pieces -> String.join("", pieces));
  }
}
