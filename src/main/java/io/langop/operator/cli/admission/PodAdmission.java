package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ClusterKind;
import io.langop.operator.cli.cluster.ClusterObject;
import io.langop.operator.cli.cluster.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operator's policies for pods and what binds them to namespaces.
 *
 * @param policies their names; missing if the cluster has no such kind
 * @param bindings missing if the cluster has no such kind
 */
record PodAdmission(Reading<List<String>> policies, Reading<List<PodBinding>> bindings) {

  private static final String OURS = "app.kubernetes.io/part-of=language-operator";

  static PodAdmission read(Cluster cluster) {
    return of(
        cluster.list(ClusterKind.POLICY, OURS),
        // A binding is one of ours by its policy, whoever made it.
        cluster.list(ClusterKind.BINDING, null));
  }

  /** Finds those for pods by what they are about, because their names depend on the release. */
  static PodAdmission of(
      Reading<List<ClusterObject>> policies, Reading<List<ClusterObject>> bindings) {
    Reading<List<String>> names =
        policies.map(
            list ->
                list.stream()
                    .filter(PodAdmission::decidesByCompiledAllowlist)
                    .filter(PodAdmission::isAboutPods)
                    .map(ClusterObject::name)
                    .sorted()
                    .toList());
    return new PodAdmission(
        names,
        bindings.map(
            list ->
                list.stream()
                    .map(PodBinding::of)
                    .filter(binding -> names.isRead() && names.value().contains(binding.policy()))
                    .toList()));
  }

  private static boolean decidesByCompiledAllowlist(ClusterObject policy) {
    return policy.spec("paramKind", "kind").equals(ClusterKind.COMPILED_ALLOWLIST.kind())
        && policy.spec("paramKind", "apiVersion").startsWith("langop.io/");
  }

  private static boolean isAboutPods(ClusterObject policy) {
    if (policy.spec().get("matchConstraints") instanceof Map<?, ?> constraints
        && constraints.get("resourceRules") instanceof List<?> rules) {
      for (Object rule : rules) {
        if (rule instanceof Map<?, ?> map
            && map.get("resources") instanceof List<?> resources
            && resources.contains("pods")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it is known what admission does, rather than what labels ask of it. */
  boolean isKnown() {
    return policies.isMissing() || policies.isRead() && !bindings.isForbidden();
  }

  /** Whether Kubernetes is too old for policies. */
  boolean isUnsupported() {
    return policies.isMissing();
  }

  /** The bindings, as far as they are known. */
  List<PodBinding> known() {
    return bindings.isRead() ? bindings.value() : List.of();
  }

  /** What is done in a namespace; where that may not be read, what its label asks for. */
  Optional<ImagePolicy> in(Map<String, String> labels) {
    if (!isKnown()) {
      return ImagePolicy.ofLabel(labels.get(ImagePolicy.LABEL));
    }
    Set<String> actions =
        known().stream()
            .filter(binding -> binding.namespaces().selects(labels))
            .flatMap(binding -> binding.actions().stream())
            .collect(Collectors.toSet());
    return ImagePolicy.ofActions(actions);
  }

  /** The values of the label that nothing takes care of by a list of that name. */
  List<ImagePolicy> unserved(String compiledAllowlist) {
    List<ImagePolicy> unserved = new ArrayList<>();
    for (ImagePolicy policy : ImagePolicy.values()) {
      if (known().stream()
          .filter(binding -> binding.compiledAllowlist().equals(compiledAllowlist))
          .noneMatch(binding -> binding.serves(policy))) {
        unserved.add(policy);
      }
    }
    return unserved;
  }
}
