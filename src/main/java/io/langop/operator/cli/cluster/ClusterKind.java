package io.langop.operator.cli.cluster;

import java.util.Locale;

/** Kinds whose objects belong to no namespace. Commands only read them. */
public enum ClusterKind {
  POLICY(
      "admissionregistration.k8s.io",
      "v1",
      "ValidatingAdmissionPolicy",
      "validatingadmissionpolicies"),
  BINDING(
      "admissionregistration.k8s.io",
      "v1",
      "ValidatingAdmissionPolicyBinding",
      "validatingadmissionpolicybindings"),
  COMPILED_ALLOWLIST("langop.io", "v1alpha1", "CompiledAllowlist", "compiledallowlists"),
  NAMESPACE("", "v1", "Namespace", "namespaces");

  private final String group;
  private final String version;
  private final String kind;
  private final String plural;

  ClusterKind(String group, String version, String kind, String plural) {
    this.group = group;
    this.version = version;
    this.kind = kind;
    this.plural = plural;
  }

  String group() {
    return group;
  }

  String version() {
    return version;
  }

  public String kind() {
    return kind;
  }

  String plural() {
    return plural;
  }

  /** As kubectl calls one: {@code compiledallowlist.langop.io}. */
  public String singular() {
    return kind.toLowerCase(Locale.ROOT) + (group.isEmpty() ? "" : "." + group);
  }
}
