package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.input.NamedImage;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How checked images are shown. */
record CheckListing(boolean fromManifests) implements Listing<CheckedImage> {

  private static final int SHORT_DIGEST = "sha256:".length() + 12;

  @Override
  public List<Column<CheckedImage>> columns() {
    return List.of(
        Column.of("IMAGE", row -> row.named().image()),
        Column.of(
            "ALLOWED",
            row -> row.verdict().isAllowed() ? "yes" : "no",
            row -> row.verdict().isAllowed() ? Level.GOOD : Level.BAD),
        Column.of("REGISTRY", part(ImageReference::registry)),
        Column.of("REPOSITORY", part(ImageReference::repository)),
        Column.of("TAG", part(ImageReference::tag)),
        Column.of("DIGEST", CheckListing::digest),
        Column.of("BECAUSE", CheckedImage::because),
        Column.wide("NAMESPACE", CheckedImage::namespace),
        new Column<>(
            "SOURCE",
            !fromManifests,
            row -> Listing.dash(row.named().source()),
            row -> Level.NONE));
  }

  private static Function<CheckedImage, String> part(Function<ImageReference, String> part) {
    return row -> Listing.dash(row.reference() == null ? null : part.apply(row.reference()));
  }

  private static String digest(CheckedImage row) {
    String digest = row.reference() == null ? "" : row.reference().digest();
    return Listing.dash(
        digest.length() > SHORT_DIGEST ? digest.substring(0, SHORT_DIGEST) + "…" : digest);
  }

  @Override
  public Map<String, Object> tree(CheckedImage item) {
    NamedImage named = item.named();
    ImageReference reference = item.reference();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("image", named.image());
    tree.put("namespace", item.namespace());
    tree.put("allowed", item.verdict().isAllowed());
    tree.put("registry", reference == null ? null : reference.registry());
    tree.put("repository", reference == null ? null : reference.repository());
    tree.put("tag", reference == null ? null : Listing.absent(reference.tag()));
    tree.put("digest", reference == null ? null : Listing.absent(reference.digest()));
    tree.put("entry", item.entry());
    tree.put("reason", item.verdict().reason().name());
    tree.put("message", item.verdict().message());
    if (named.source() != null) {
      tree.put("source", named.source());
    }
    return tree;
  }

  /** The complete reference, as it would run. */
  @Override
  public String name(CheckedImage item) {
    return item.reference() == null ? item.named().image() : item.reference().canonical();
  }
}
