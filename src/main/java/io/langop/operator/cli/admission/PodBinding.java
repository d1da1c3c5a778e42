package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.ClusterObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A binding of a policy for pods.
 *
 * @param policy the name of its policy
 * @param actions what it does about images that are not allowed, in Kubernetes' words
 * @param compiledAllowlist the name of the list that it decides by; empty if it names none
 */
record PodBinding(
    String name,
    String policy,
    List<String> actions,
    String compiledAllowlist,
    NamespaceSelector namespaces) {

  static PodBinding of(ClusterObject object) {
    List<String> actions =
        object.spec().get("validationActions") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    Object matched = object.spec().get("matchResources");
    return new PodBinding(
        object.name(),
        object.spec("policyName"),
        actions,
        object.spec("paramRef", "name"),
        NamespaceSelector.of(
            matched instanceof Map<?, ?> resources ? resources.get("namespaceSelector") : null));
  }

  /** Whether it does what a value of the label asks for. */
  boolean serves(ImagePolicy policy) {
    return actions.contains(policy.action())
        && namespaces.mightSelect(ImagePolicy.LABEL, policy.value());
  }

  /** What it does and where: {@code Deny where langop.io/image-policy is enforce}. */
  String described() {
    String values =
        Arrays.stream(ImagePolicy.values())
            .map(ImagePolicy::value)
            .filter(value -> namespaces.mightSelect(ImagePolicy.LABEL, value))
            .collect(Collectors.joining(" or "));
    return String.join(", ", actions)
        + " where "
        + ImagePolicy.LABEL
        + " is "
        + (values.isEmpty() ? "something else" : values);
  }
}
