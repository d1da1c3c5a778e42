package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.List;

/**
 * An image in use that no entry of the list is about.
 *
 * @param base an entry that was probably meant for it, with its options; null when there is none
 * @param comment what the list makes of it now
 */
record OpenImage(UsedImage used, ImageReference image, AllowlistEntry base, String comment) {

  /**
   * Entries that may allow it, from the widest to the narrowest.
   *
   * @param registry as entries name it
   */
  List<String> entries(String registry) {
    List<String> entries = new ArrayList<>();
    if (base != null) {
      entries.add(base.written());
    }
    String repository = repository(registry);
    boolean digest = base != null && base.options().digestRequired();
    String namespaces =
        base == null || base.options().namespaces() == null
            ? null
            : base.options().namespaces().toString();
    String own = used.resource().namespace();
    entries.add(entry(repository, digest, namespaces));
    if (image.hasDigest()) {
      entries.add(entry(repository, true, namespaces));
    }
    entries.add(entry(repository, digest, own));
    if (image.hasDigest()) {
      entries.add(entry(repository, true, own));
    }
    return entries.stream().distinct().toList();
  }

  String repository(String registry) {
    return registry + "/" + image.repository();
  }

  private String entry(String repository, boolean digest, String namespaces) {
    return repository
        + (digest ? " digest=required" : "")
        + (namespaces == null ? "" : " namespaces=" + namespaces)
        + (base == null || base.options().end() == null ? "" : " until=" + base.options().end());
  }
}
