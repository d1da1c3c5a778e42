package io.langop.operator.audit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.reading.Pages;
import io.langop.operator.workload.Labels;
import jakarta.enterprise.context.Dependent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reports in the cluster, one of the same name in each namespace. They belong to the release's
 * ClusterRole, if there is one: an object of a namespace can have no owner in another namespace.
 */
@Dependent
final class ReportStore {

  private static final String NAME = Labels.OPERATOR;
  private static final ResourceDefinitionContext CLUSTER_ROLES =
      new ResourceDefinitionContext.Builder()
          .withGroup("rbac.authorization.k8s.io")
          .withVersion("v1")
          .withKind("ClusterRole")
          .withPlural("clusterroles")
          .withNamespaced(false)
          .build();

  private final KubernetesClient client;
  private final OperatorConfig config;
  private List<OwnerReference> owners;

  ReportStore(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /** The hashes of the reports of one kind, by namespace. */
  Map<String, String> hashes(ReportKind kind) {
    Map<String, String> hashes = new HashMap<>();
    config
        .watchedNamespaces()
        .map(
            namespaces ->
                namespaces.stream()
                    .flatMap(name -> list(kind, Optional.of(name)).stream())
                    .toList())
        .orElseGet(() -> list(kind, Optional.empty()))
        .forEach(
            report ->
                hashes.put(
                    report.getMetadata().getNamespace(),
                    ReportContent.hash(report.getAdditionalProperties())));
    return hashes;
  }

  private List<GenericKubernetesResource> list(ReportKind kind, Optional<String> namespace) {
    var reports = client.genericKubernetesResources(kind.resource());
    return namespace.isPresent()
        ? Pages.of(reports.inNamespace(namespace.get()).withField("metadata.name", NAME))
        : Pages.of(reports.inAnyNamespace().withField("metadata.name", NAME));
  }

  /** Makes a report what it is to be. */
  void write(ReportKind kind, String namespace, Map<String, Object> content) {
    GenericKubernetesResource report = new GenericKubernetesResource();
    report.setApiVersion(kind.apiVersion());
    report.setKind(kind.kind());
    report.setMetadata(
        new ObjectMetaBuilder()
            .withName(NAME)
            .withNamespace(namespace)
            .withLabels(Map.of("app.kubernetes.io/managed-by", Labels.OPERATOR))
            .withOwnerReferences(owners())
            .build());
    report.setAdditionalProperties(content);
    client
        .genericKubernetesResources(kind.resource())
        .inNamespace(namespace)
        .withName(NAME)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(Labels.OPERATOR)
                .withForce(true)
                .build(),
            report);
  }

  void delete(ReportKind kind, String namespace) {
    client
        .genericKubernetesResources(kind.resource())
        .inNamespace(namespace)
        .withName(NAME)
        .delete();
  }

  private List<OwnerReference> owners() {
    if (owners == null) {
      owners =
          config
              .reports()
              .owner()
              .map(name -> client.genericKubernetesResources(CLUSTER_ROLES).withName(name).get())
              .map(
                  role ->
                      List.of(
                          new OwnerReferenceBuilder()
                              .withApiVersion(role.getApiVersion())
                              .withKind(role.getKind())
                              .withName(role.getMetadata().getName())
                              .withUid(role.getMetadata().getUid())
                              .build()))
              .orElseGet(List::of);
    }
    return owners;
  }
}
