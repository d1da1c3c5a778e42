package io.langop.operator.policy;

import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.image.ImageReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What the operator knows of the image catalog at one moment. Immutable. */
public sealed interface CatalogSnapshot extends PolicySnapshot<Resolution> {

  /** The tools that resolve, in the order of their names. */
  SortedMap<String, ImageReference> images();

  /** Tools are asked for by name. */
  @Override
  default String place(String tool) {
    return tool;
  }

  /**
   * A catalog was read; it may be empty.
   *
   * @param data what was read
   */
  record Loaded(long revision, Map<String, String> data, ImageCatalog catalog)
      implements CatalogSnapshot {

    @Override
    public Map<String, String> content() {
      return data;
    }

    @Override
    public Resolution decide(String tool, String namespace) {
      return catalog.resolve(tool);
    }

    @Override
    public EditScope until(PolicySnapshot<Resolution> later) {
      return later instanceof Loaded loaded
          ? new EditScope(false, true, changedTools(loaded), List.of())
          : EditScope.EVERYTHING;
    }

    private List<String> changedTools(Loaded later) {
      return Stream.concat(data.keySet().stream(), later.data.keySet().stream())
          .filter(tool -> !Objects.equals(data.get(tool), later.data.get(tool)))
          .distinct()
          .toList();
    }

    @Override
    public SortedMap<String, ImageReference> images() {
      return catalog.images();
    }
  }

  /** There is no catalog, so no tool has an image. */
  record Unavailable(long revision, String message) implements CatalogSnapshot {

    @Override
    public String content() {
      return message;
    }

    @Override
    public Resolution decide(String tool, String namespace) {
      return new Resolution.Undecided(Resolution.Cause.NO_CATALOG, message);
    }

    @Override
    public EditScope until(PolicySnapshot<Resolution> later) {
      return EditScope.EVERYTHING;
    }

    @Override
    public SortedMap<String, ImageReference> images() {
      return Collections.emptySortedMap();
    }
  }
}
