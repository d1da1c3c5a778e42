package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.image.ImageReference;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogChangeTest {

  @Test
  void everyChangeNamesToolOldAndNewImage() {
    // When
    var changes =
        CatalogChange.between(
            images(Map.of("same", "acme/same:1", "b", "acme/b:1", "c", "acme/c:1")),
            images(Map.of("same", "docker.io/acme/same:1", "a", "acme/a:1", "b", "acme/b:2")));

    // Then
    assertThat(changes)
        .extracting(CatalogChange::message)
        .containsExactly(
            "Tool 'a' was added: old image none, new image 'docker.io/acme/a:1'",
            "Tool 'b' was changed: old image 'docker.io/acme/b:1', new image"
                + " 'docker.io/acme/b:2'",
            "Tool 'c' was removed: old image 'docker.io/acme/c:1', new image none");
  }

  @Test
  void theLongestImageFitsAnEvent() {
    // Given
    String digest = "@sha256:" + "a".repeat(64);
    String image = "registry.example.com/" + "x/".repeat(100) + "app:" + "t".repeat(128) + digest;

    // When
    var changes =
        CatalogChange.between(
            images(Map.of("t".repeat(253), image)),
            images(Map.of("t".repeat(253), image.replace("app", "bpp"))));

    // Then
    assertThat(changes)
        .singleElement()
        .satisfies(change -> assertThat(change.message()).hasSizeLessThan(1024));
  }

  private static Map<String, ImageReference> images(Map<String, String> data) {
    return ImageCatalog.of(data).images();
  }
}
