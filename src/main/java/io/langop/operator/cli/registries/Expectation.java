package io.langop.operator.cli.registries;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.cluster.ClusterNames;
import io.langop.operator.cli.input.LinedYaml;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the list should decide about one image.
 *
 * @param line where the test file says it
 * @param namespace {@code null} if it says none
 * @param reason {@code null} if every reason will do
 */
record Expectation(int line, String image, String namespace, boolean allowed, String reason) {

  private static final String ALLOWED = WorkloadReason.RegistryAllowed.name();

  /** A missing list is no reason to expect: every refusal would seem right. */
  private static final List<String> REASONS =
      List.of(
          ALLOWED,
          WorkloadReason.RegistryNotAllowed.name(),
          WorkloadReason.DigestRequired.name(),
          WorkloadReason.InvalidImageReference.name());

  private static final Set<String> FIELDS = Set.of("image", "namespace", "allowed", "reason");

  static Expectation of(LinedYaml item) {
    Map<String, LinedYaml> fields = item.fields(FIELDS);
    for (String required : List.of("image", "allowed")) {
      if (!fields.containsKey(required)) {
        throw item.mistake("field '%s' is missing".formatted(required));
      }
    }
    boolean allowed = fields.get("allowed").truth();
    return new Expectation(
        item.line(),
        fields.get("image").text(),
        fields.containsKey("namespace") ? namespace(fields.get("namespace")) : null,
        allowed,
        fields.containsKey("reason") ? reason(fields.get("reason"), allowed) : null);
  }

  private static String namespace(LinedYaml field) {
    String name = field.text();
    if (!ClusterNames.isNamespace(name)) {
      throw field.mistake("'%s' cannot be the name of a namespace".formatted(Visible.value(name)));
    }
    return name;
  }

  private static String reason(LinedYaml field, boolean allowed) {
    String reason = field.text();
    if (!REASONS.contains(reason)) {
      throw field.mistake(
          "'%s' is none of the reasons %s%s"
              .formatted(
                  Visible.value(reason),
                  String.join(", ", REASONS),
                  DidYouMean.clause(reason, REASONS)));
    }
    if (allowed != reason.equals(ALLOWED)) {
      throw field.mistake("reason %s does not go with allowed: %s".formatted(reason, allowed));
    }
    return reason;
  }

  /** In one or two words. */
  String shown() {
    return shown(allowed, reason);
  }

  static String shown(boolean allowed, String reason) {
    if (allowed) {
      return "allowed";
    }
    return reason == null ? "refused" : "refused: " + reason;
  }
}
