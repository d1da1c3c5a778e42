package io.langop.operator.catalog;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.InvalidImageReference;
import io.langop.operator.image.ParsedImage;
import io.langop.operator.image.VisibleText;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One version of the catalog of images that tools run from: a name of a tool gives the image that
 * an administrator chose for it, or nothing. Immutable and safe to share.
 */
public final class ImageCatalog {

  /** As many names as a message shows; a catalog of a megabyte has thousands. */
  private static final int MAX_SHOWN = 20;

  private final SortedMap<String, ImageReference> images;
  private final Map<String, InvalidCatalogEntry> invalid;
  private final List<InvalidCatalogEntry> invalidEntries;
  private final String available;

  private ImageCatalog(
      SortedMap<String, ImageReference> images, SortedMap<String, InvalidCatalogEntry> invalid) {
    this.images = Collections.unmodifiableSortedMap(images);
    this.invalid = invalid;
    this.invalidEntries = List.copyOf(invalid.values());
    this.available = summary(images);
  }

  /** Never throws: a value that is no image reference becomes an invalid entry. */
  public static ImageCatalog of(Map<String, String> data) {
    SortedMap<String, ImageReference> images = new TreeMap<>();
    SortedMap<String, InvalidCatalogEntry> invalid = new TreeMap<>();
    new HashMap<>(data == null ? Map.of() : data)
        .forEach(
            (tool, value) -> {
              String text = trimmed(value == null ? "" : value);
              ParsedImage parsed = ImageReference.parse(text);
              if (parsed instanceof ImageReference image) {
                images.put(tool, image);
              } else {
                String reason = ((InvalidImageReference) parsed).reason();
                invalid.put(
                    tool,
                    new InvalidCatalogEntry(VisibleText.of(tool), VisibleText.of(text), reason));
              }
            });
    return new ImageCatalog(images, invalid);
  }

  /** Never throws; names are compared exactly, null is a name that nothing has. */
  public Resolution resolve(String tool) {
    String name = tool == null ? "" : tool;
    ImageReference image = images.get(name);
    if (image != null) {
      return new Resolution.Found(name, image);
    }
    InvalidCatalogEntry bad = invalid.get(name);
    return bad != null
        ? new Resolution.InvalidImage(bad.tool(), bad.reason())
        : new Resolution.NotFound(VisibleText.of(name), available);
  }

  /** The tools that resolve, in the order of their names. */
  public SortedMap<String, ImageReference> images() {
    return images;
  }

  /** The entries that resolve to nothing, in the order of their tools. */
  public List<InvalidCatalogEntry> invalidEntries() {
    return invalidEntries;
  }

  private static String summary(SortedMap<String, ImageReference> images) {
    if (images.isEmpty()) {
      return "none";
    }
    String shown =
        images.keySet().stream()
            .limit(MAX_SHOWN)
            .map(VisibleText::of)
            .collect(Collectors.joining(", "));
    int more = images.size() - MAX_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** Block scalars end with a line feed, and copied text with all kinds of space. */
  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
