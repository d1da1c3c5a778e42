package io.langop.operator.admission;

import io.langop.operator.allowlist.TextHash;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.policy.AllowlistSnapshot;

/**
 * Makes the parameter of the admission policies out of what the operator knows of the allowlist.
 */
final class CompiledAllowlists {

  /** etcd takes requests of 1.5 MiB, and metadata needs room as well. */
  private static final long MAX_BYTES = 1_400_000;

  private final OperatorConfig.Allowlist place;

  CompiledAllowlists(OperatorConfig.Allowlist place) {
    this.place = place;
  }

  CompiledAllowlistSpec of(AllowlistSnapshot snapshot) {
    if (snapshot instanceof AllowlistSnapshot.Loaded loaded) {
      CompiledAllowlistSpec spec = AllowlistCompiler.compile(loaded.allowlist());
      long bytes = CompiledSize.of(spec);
      if (bytes > MAX_BYTES) {
        spec = refusing(tooLarge(spec.getEntries(), bytes));
      }
      spec.setSha256(TextHash.sha256(loaded.text()));
      return spec;
    }
    return refusing(((AllowlistSnapshot.Unavailable) snapshot).message());
  }

  private static CompiledAllowlistSpec refusing(String why) {
    CompiledAllowlistSpec spec = new CompiledAllowlistSpec();
    spec.setUnavailable(why);
    spec.setShown("none");
    return spec;
  }

  private String tooLarge(int entries, long bytes) {
    return ("The %,d entries of ConfigMap '%s/%s' take %,d bytes in the form that admission decides"
            + " by, more than the %,d that can be stored, so it refuses every new image. Shorten the"
            + " list, for example by wildcards and paths that say the same in fewer entries")
        .formatted(entries, place.namespace(), place.name(), bytes, MAX_BYTES);
  }
}
