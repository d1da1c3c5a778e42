package io.langop.operator.policy;

import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.image.ImageReference;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;

/** What the operator knows of the image catalog at one moment. Immutable. */
public sealed interface CatalogSnapshot extends PolicySnapshot<Resolution> {

  /** The tools that resolve, in the order of their names. */
  SortedMap<String, ImageReference> images();

  /**
   * A catalog was read; it may be empty.
   *
   * @param data what was read
   */
  record Loaded(long revision, Map<String, String> data, ImageCatalog catalog)
      implements CatalogSnapshot {

    @Override
    public Resolution decide(String tool) {
      return catalog.resolve(tool);
    }

    @Override
    public SortedMap<String, ImageReference> images() {
      return catalog.images();
    }
  }

  /** There is no catalog, so no tool has an image. */
  record Unavailable(long revision, String message) implements CatalogSnapshot {

    @Override
    public Resolution decide(String tool) {
      return new Resolution.Unavailable(message);
    }

    @Override
    public SortedMap<String, ImageReference> images() {
      return Collections.emptySortedMap();
    }
  }
}
