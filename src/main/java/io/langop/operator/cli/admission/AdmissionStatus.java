package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.ClusterKind;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether admission decides about pods, by which list and where.
 *
 * @param namespaces those with the label
 * @param onlyNamespace the only one that was looked at, because the user may not list them; {@code
 *     null} if all were
 */
record AdmissionStatus(
    PodAdmission admission,
    CompiledState compiled,
    Reading<List<LabelledNamespace>> namespaces,
    String onlyNamespace) {

  /** The rows of the table. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    addPolicies(parts);
    addBindings(parts);
    parts.add(Part.ofCompiled(compiled));
    if (namespaces.isForbidden()) {
      parts.add(Part.unknown(ClusterKind.NAMESPACE));
    } else if (namespaces.isRead()) {
      namespaces.value().forEach(namespace -> parts.add(Part.ofNamespace(namespace)));
    }
    return parts;
  }

  private void addPolicies(List<Part> parts) {
    if (admission.policies().isForbidden()) {
      parts.add(Part.unknown(ClusterKind.POLICY));
    } else if (admission.isUnsupported()) {
      parts.add(Part.missing(ClusterKind.POLICY, "the cluster has no such kind"));
    } else if (admission.policies().value().isEmpty()) {
      parts.add(Part.missing(ClusterKind.POLICY, "none for pods"));
    } else {
      admission.policies().value().forEach(name -> parts.add(Part.ofPolicy(name)));
    }
  }

  private void addBindings(List<Part> parts) {
    if (admission.bindings().isForbidden()) {
      parts.add(Part.unknown(ClusterKind.BINDING));
    }
    admission.known().forEach(binding -> parts.add(Part.ofBinding(binding, compiled.name())));
    for (ImagePolicy policy : unserved()) {
      parts.add(
          Part.missing(
              ClusterKind.BINDING,
              "none says %s where %s is %s"
                  .formatted(policy.action(), ImagePolicy.LABEL, policy.value())));
    }
  }

  /** Without policies bindings are not missed. */
  private List<ImagePolicy> unserved() {
    return admission.policies().isRead()
            && !admission.policies().value().isEmpty()
            && admission.bindings().isRead()
        ? admission.unserved(compiled.name())
        : List.of();
  }

  /** What is missing or not current, in sentences with a next step. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (admission.isUnsupported()) {
      problems.add(
          "The cluster has no ValidatingAdmissionPolicies, so no pod is judged. They need Kubernetes"
              + " 1.30 or newer; after an upgrade run helm upgrade once.");
      return problems; // nothing is compiled there
    }
    if (admission.policies().isRead() && admission.policies().value().isEmpty()) {
      problems.add(
          "The operator has no ValidatingAdmissionPolicy for pods here, so no pod is judged. Install"
              + " its chart with admission.enabled and admission.pods.");
    }
    List<ImagePolicy> unserved = unserved();
    if (!unserved.isEmpty()) {
      problems.add(
          "No binding serves %s=%s by CompiledAllowlist '%s'. Restore it with helm upgrade, or name the list with --allowlist-name."
              .formatted(
                  ImagePolicy.LABEL,
                  unserved.stream().map(ImagePolicy::value).collect(Collectors.joining(", ")),
                  Visible.value(compiled.name())));
    }
    if (compiled.isWrong()) {
      problems.add(compiled.message());
    }
    return problems;
  }

  /** Labels that ask for something that is not done. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (namespaces.isRead()) {
      for (LabelledNamespace namespace : namespaces.value()) {
        namespace
            .warning()
            .ifPresent(
                warning ->
                    warnings.add(
                        "Namespace '%s' has %s=%s: %s.%s"
                            .formatted(
                                Visible.value(namespace.name()),
                                ImagePolicy.LABEL,
                                Visible.value(namespace.label()),
                                warning,
                                namespace.policy() == null ? " Nothing is enforced there." : "")));
      }
    }
    return warnings;
  }

  /** What the user may not read, and what is not known for that reason. */
  List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    if (admission.policies().isForbidden()) {
      unknown.add(
          "You may not list ValidatingAdmissionPolicies, so whether those for pods are there is not known.");
    }
    if (admission.bindings().isForbidden()) {
      unknown.add(
          "You may not list ValidatingAdmissionPolicyBindings, so whether those for pods are there is not known.");
    }
    if (compiled.state() == CompiledState.State.UNKNOWN) {
      unknown.add(compiled.message());
    }
    if (onlyNamespace != null) {
      unknown.add(
          namespaces.isRead()
              ? "You may not list namespaces, so only '%s' was looked at."
                  .formatted(Visible.value(onlyNamespace))
              : "You may not list namespaces, so which of them enforce the list is not known.");
    }
    return unknown;
  }

  /** Whether no namespace asks for anything. */
  boolean noNamespaceIsLabelled() {
    return onlyNamespace == null && namespaces.isRead() && namespaces.value().isEmpty();
  }

  int exitCode() {
    if (!problems().isEmpty()) {
      return ExitCode.NEGATIVE;
    }
    return unknown().isEmpty() ? ExitCode.OK : ExitCode.CLUSTER;
  }

  /** The fields for JSON and YAML. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("healthy", exitCode() == ExitCode.OK);
    tree.put("supported", admission.policies().isForbidden() ? null : !admission.isUnsupported());
    tree.put("policies", trees(ClusterKind.POLICY, admission.policies()));
    tree.put(
        "bindings", admission.isKnown() ? trees(ClusterKind.BINDING, admission.bindings()) : null);
    tree.put("compiledAllowlist", Part.ofCompiled(compiled).tree());
    tree.put("namespaces", trees(ClusterKind.NAMESPACE, namespaces));
    tree.put("problems", problems());
    tree.put("warnings", warnings());
    tree.put("unknown", unknown());
    return tree;
  }

  private List<Map<String, Object>> trees(ClusterKind kind, Reading<?> reading) {
    return reading.isForbidden()
        ? null
        : parts().stream()
            .filter(part -> part.kind() == kind && part.name() != null)
            .map(new Part.Shown()::tree)
            .toList();
  }
}
