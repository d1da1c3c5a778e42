package io.langop.operator.cli.allowlist;

import io.langop.operator.allowlist.Verdict;
import io.langop.operator.cli.input.NamedImage;
import io.langop.operator.image.ImageReference;
import io.langop.operator.image.ParsedImage;
import java.util.Locale;

/**
 * What would become of an image.
 *
 * @param namespace of the resource or pod that would run it
 * @param parsed how its reference is read
 */
public record CheckedImage(
    NamedImage named, String namespace, ParsedImage parsed, Verdict verdict) {

  public static CheckedImage of(NamedImage named, CurrentList list, String namespace) {
    return new CheckedImage(
        named,
        namespace,
        ImageReference.parse(named.image()),
        list.decide(named.image(), namespace));
  }

  /** As the allowlist would name it; empty if the image is no reference. */
  public static String registry(ParsedImage image) {
    return image instanceof ImageReference reference
        ? reference.registry().toLowerCase(Locale.ROOT)
        : "";
  }

  /** Null when it is no reference. */
  public ImageReference reference() {
    return parsed instanceof ImageReference reference ? reference : null;
  }

  /** The entry that allows it, as it is on the list; null when none does. */
  public String entry() {
    return verdict instanceof Verdict.Allowed allowed ? allowed.entry().written() : null;
  }

  /** Why, in a few words. */
  public String because() {
    if (verdict instanceof Verdict.Allowed allowed) {
      return "entry '" + allowed.entry().written() + "'";
    }
    if (verdict instanceof Verdict.Denied denied) {
      if (denied.nearest() != null) {
        return denied.nearest().words();
      }
      return denied.repositoriesListed()
          ? "registry listed with other paths only"
          : "registry not listed";
    }
    if (verdict instanceof Verdict.DigestRequired unpinned) {
      return "entry '" + unpinned.entry().pattern() + "' requires a digest";
    }
    if (verdict instanceof Verdict.Invalid invalid) {
      return "invalid: " + invalid.image().reason();
    }
    return "there is no list";
  }
}
