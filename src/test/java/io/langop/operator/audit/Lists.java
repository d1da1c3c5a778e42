package io.langop.operator.audit;

import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.catalog.ImageCatalog;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.CatalogSnapshot;
import java.time.Instant;
import java.util.Map;

/** Snapshots to decide by. */
final class Lists {
  static final AllowlistSnapshot NO_ALLOWLIST = new AllowlistSnapshot.Unavailable(0, "not read");
  static final CatalogSnapshot NO_CATALOG = new CatalogSnapshot.Unavailable(0, "not read");

  private Lists() {}

  static AllowlistSnapshot allowlist(String... entries) {
    return allowlist(Instant.EPOCH, entries);
  }

  static AllowlistSnapshot allowlist(Instant now, String... entries) {
    String text = String.join("\n", entries);
    return new AllowlistSnapshot.Loaded(1, text, RegistryAllowlist.parse(text, now));
  }

  static CatalogSnapshot catalog(String tool, String image) {
    Map<String, String> data = Map.of(tool, image);
    return new CatalogSnapshot.Loaded(1, data, ImageCatalog.of(data));
  }
}
