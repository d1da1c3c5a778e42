package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.util.regex.Pattern;

/** What can be the name of a resource at all; anything else would be part of another request. */
final class ResourceNames {

  private static final int LONGEST = 253;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

  private ResourceNames() {}

  static void check(ResourceKind kind, String name) {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw Failure.usage(
          "'%s' cannot be the name of %s: names have lower-case letters, digits, '-' and '.'."
              .formatted(
                  Visible.value(name),
                  kind == ResourceKind.AGENT ? "an agent" : "a " + kind.command()));
    }
  }
}
