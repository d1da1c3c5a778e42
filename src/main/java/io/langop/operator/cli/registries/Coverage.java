package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.RegistryPattern;

/** Compares which images two patterns are about. */
final class Coverage {

  private Coverage() {}

  /** Whether one is about every image that the other is about. */
  static boolean ofAll(RegistryPattern wide, RegistryPattern narrow) {
    return ofRegistry(wide, narrow) && ofPath(wide, narrow);
  }

  /** The same for the registries alone. */
  static boolean ofRegistry(RegistryPattern wide, RegistryPattern narrow) {
    if (!wide.port().equals(narrow.port())) {
      return false;
    }
    return wide.wildcard()
        ? ("." + narrow.host()).endsWith("." + wide.host())
        : !narrow.wildcard() && wide.host().equals(narrow.host());
  }

  /** The same for the repositories of a registry. */
  static boolean ofPath(RegistryPattern wide, RegistryPattern narrow) {
    if (wide.path().isEmpty()) {
      return true;
    }
    return narrow.path().equals(wide.path())
        ? narrow.below() || !wide.below()
        : narrow.path().startsWith(wide.path() + "/");
  }
}
