package io.langop.operator.cli.cluster;

/** Kinds of which a cluster may have many thousands of objects, and what is read of each. */
enum ListedKind {
  POD(
      "",
      "pods",
      "Pod",
      "",
      "metadata name",
      "metadata namespace",
      "metadata labels " + RunningPod.TEMPLATE_HASH,
      "metadata ownerReferences",
      "spec containers image",
      "spec initContainers image",
      "spec ephemeralContainers name",
      "spec ephemeralContainers image",
      "spec volumes image reference",
      "status phase",
      "status ephemeralContainerStatuses name",
      "status ephemeralContainerStatuses state terminated exitCode"),
  REPLICA_SET("apps", "replicasets", "ReplicaSet", ""),
  JOB("batch", "jobs", "Job", ""),
  /** Only those of the operator: of all others it does not matter to whom they belong. */
  DEPLOYMENT("apps", "deployments", "Deployment", "app.kubernetes.io/managed-by=language-operator");

  private final String group;
  private final String plural;
  private final String kind;
  private final String labelSelector;
  private final boolean metadataOnly;
  private final Fields fields;

  /**
   * @param fields none if it is only asked to whom the objects belong
   */
  ListedKind(String group, String plural, String kind, String labelSelector, String... fields) {
    this.group = group;
    this.plural = plural;
    this.kind = kind;
    this.labelSelector = labelSelector;
    this.metadataOnly = fields.length == 0;
    this.fields =
        metadataOnly
            ? Fields.of("metadata name", "metadata namespace", "metadata ownerReferences")
            : Fields.of(fields);
  }

  /**
   * @param namespace {@code null} for all namespaces
   */
  String path(String namespace) {
    return (group.isEmpty() ? "/api/v1/" : "/apis/" + group + "/v1/")
        + (namespace == null ? "" : "namespaces/" + namespace + "/")
        + plural;
  }

  /** Empty for all objects. */
  String labelSelector() {
    return labelSelector;
  }

  /** Whether nothing but the metadata is needed. */
  boolean metadataOnly() {
    return metadataOnly;
  }

  Fields fields() {
    return fields;
  }

  /** Which object of this kind it is. */
  Workload workload(String namespace, String name) {
    return new Workload(group, kind, namespace, name);
  }

  boolean isKindOf(Workload workload) {
    return workload.is(group, kind);
  }
}
