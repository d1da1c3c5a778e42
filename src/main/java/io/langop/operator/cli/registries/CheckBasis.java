package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.input.NamedImage;

/**
 * By which list, and for which namespace, images are checked.
 *
 * @param given the namespace that counts for all images; {@code null} if none was given
 * @param otherwise the namespace of images whose manifest names none
 * @param note what else there is to say about the namespace; {@code null} if nothing
 */
record CheckBasis(CurrentList list, String given, String otherwise, String note) {

  /** Kubernetes' own default, for where no cluster is asked. */
  static final String NO_CLUSTER = "default";

  CheckedImage check(NamedImage named) {
    return CheckedImage.of(named, list, namespace(named));
  }

  private String namespace(NamedImage named) {
    if (given != null) {
      return given;
    }
    return named.namespace() == null ? otherwise : named.namespace();
  }
}
