package io.langop.operator.cli.admission;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** What admission does about pods with images that are not allowed; the strictest first. */
enum ImagePolicy {
  ENFORCE("enforce", "Deny", "enforced", "refuses %s"),
  WARN("warn", "Warn", "warned", "only warns about %s"),
  AUDIT("audit", "Audit", "audited", "only records %s in the audit log");

  /** The label of namespaces that says it. */
  static final String LABEL = "langop.io/image-policy";

  private final String value;
  private final String action;
  private final String participle;
  private final String predicate;

  ImagePolicy(String value, String action, String participle, String predicate) {
    this.value = value;
    this.action = action;
    this.participle = participle;
    this.predicate = predicate;
  }

  /** The value of the label. */
  String value() {
    return value;
  }

  /** The action of a binding, in Kubernetes' word. */
  String action() {
    return action;
  }

  /** For a column about a namespace. */
  String participle() {
    return participle;
  }

  /** What admission does about pods: {@code refuses pods in namespace 'x'}. */
  String does(String pods) {
    return predicate.formatted(pods);
  }

  /** The one that a value of the label means, if it means one. */
  static Optional<ImagePolicy> ofLabel(String label) {
    return Arrays.stream(values()).filter(policy -> policy.value.equals(label)).findFirst();
  }

  /** The strictest that some actions lead to, if one does. */
  static Optional<ImagePolicy> ofActions(Collection<String> actions) {
    return Arrays.stream(values()).filter(policy -> actions.contains(policy.action)).findFirst();
  }

  /** The values that mean something: {@code enforce, warn, audit}. */
  static String known() {
    return Arrays.stream(values()).map(ImagePolicy::value).collect(Collectors.joining(", "));
  }
}
