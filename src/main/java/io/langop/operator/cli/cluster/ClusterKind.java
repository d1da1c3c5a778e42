package io.langop.operator.cli.cluster;

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

  private final KindNames names;

  ClusterKind(String group, String version, String kind, String plural) {
    this.names = new KindNames(group, version, kind, plural);
  }

  KindNames names() {
    return names;
  }

  public String kind() {
    return names.kind();
  }

  /** As kubectl calls one: {@code compiledallowlist.langop.io}. */
  public String singular() {
    return names.singular();
  }
}
