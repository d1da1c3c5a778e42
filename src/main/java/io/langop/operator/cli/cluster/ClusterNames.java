package io.langop.operator.cli.cluster;

import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.util.regex.Pattern;

/** Names become parts of requests, so what cannot be a name is refused before. */
public final class ClusterNames {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  private ClusterNames() {}

  static void check(GlobalOptions options) {
    checkNamespace(options);
    place(options.allowlist());
    place(options.catalog());
    place(options.settings());
  }

  /** Refuses what {@code -n} cannot name. */
  public static void checkNamespace(GlobalOptions options) {
    if (options.namespace() != null) {
      namespace(options.namespace());
    }
  }

  private static void place(ConfigMapPlace place) {
    namespace(place.namespace());
    if (!NAME.matcher(place.name()).matches()) {
      throw Failure.usage(
          "'%s' cannot be the name of a ConfigMap.".formatted(Visible.value(place.name())));
    }
  }

  /** Whether a namespace can have this name. */
  public static boolean isNamespace(String name) {
    return NAMESPACE.matcher(name).matches();
  }

  /** Refuses what cannot be the name of a resource. */
  public static void checkResource(ResourceKind kind, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Failure.usage(
          "'%s' cannot be the name of %s: names have lower-case letters, digits, '-' and '.'."
              .formatted(
                  Visible.value(name),
                  kind == ResourceKind.AGENT ? "an agent" : "a " + kind.command()));
    }
  }

  private static void namespace(String name) {
    if (!isNamespace(name)) {
      throw Failure.usage("'%s' cannot be the name of a namespace.".formatted(Visible.value(name)));
    }
  }
}
