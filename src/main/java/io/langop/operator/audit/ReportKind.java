package io.langop.operator.audit;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * The kinds of reports that others define and show, the preferred one first. What is written of
 * them has the same fields in both.
 */
enum ReportKind {
  OPEN_REPORT("openreports.io", "v1alpha1", "Report", "reports"),
  POLICY_REPORT("wgpolicyk8s.io", "v1alpha2", "PolicyReport", "policyreports");

  private final String group;
  private final String version;
  private final String kind;
  private final String plural;

  ReportKind(String group, String version, String kind, String plural) {
    this.group = group;
    this.version = version;
    this.kind = kind;
    this.plural = plural;
  }

  String version() {
    return version;
  }

  String apiVersion() {
    return group + "/" + version;
  }

  String kind() {
    return kind;
  }

  /** The name of its CustomResourceDefinition. */
  String crd() {
    return plural + "." + group;
  }

  /** Spelled out, so that the client does not ask the API server for it. */
  ResourceDefinitionContext resource() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
