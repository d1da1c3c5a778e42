package io.langop.operator.audit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.langop.operator.api.Labels;
import io.langop.operator.client.ServerSideApply;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.reading.Pages;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The reports in the cluster, one of the same name in each namespace. They belong to the release's
 * ClusterRole, if there is one: an object of a namespace can have no owner in another namespace.
 */
@Dependent
final class ReportStore {

  private static final String NAME = Labels.OPERATOR;
  private static final String BY_NAME = "metadata.name";

  /** Reports in one page: each is large, and whoever may write one may make it larger. */
  private static final long PAGE = 5;

  private static final Duration OWNERS_HOLD = Duration.ofMinutes(1);

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
  private long ownersReadNanos;

  ReportStore(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * The hashes of the reports of one kind, by namespace.
   *
   * @param refused is told why the reports of a namespace cannot be read; the others are
   */
  Map<String, String> hashes(ReportKind kind, Consumer<KubernetesClientException> refused) {
    Map<String, String> hashes = new HashMap<>();
    var reports = client.genericKubernetesResources(kind.resource());
    if (config.watchedNamespaces().isEmpty()) {
      read(reports.inAnyNamespace().withField(BY_NAME, NAME), hashes);
      return hashes;
    }
    for (String namespace : config.watchedNamespaces().get()) {
      try {
        read(reports.inNamespace(namespace).withField(BY_NAME, NAME), hashes);
      } catch (KubernetesClientException e) {
        refused.accept(e);
      }
    }
    return hashes;
  }

  private static void read(
      Listable<? extends KubernetesResourceList<GenericKubernetesResource>> reports,
      Map<String, String> hashes) {
    Pages.forEach(
        reports,
        PAGE,
        report ->
            hashes.put(
                report.getMetadata().getNamespace(),
                hash(report.getAdditionalProperties(), report.getMetadata().getOwnerReferences())));
  }

  /** A text that is the same for the same report of the same release. */
  String hash(Map<String, Object> content) {
    return hash(content, owners());
  }

  private static String hash(Map<String, Object> content, List<OwnerReference> owners) {
    return owners.stream()
        .map(OwnerReference::getUid)
        .collect(Collectors.joining(" ", ReportContent.hash(content) + " ", ""));
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
        .patch(ServerSideApply.as(Labels.OPERATOR), report);
  }

  void delete(ReportKind kind, String namespace) {
    client
        .genericKubernetesResources(kind.resource())
        .inNamespace(namespace)
        .withName(NAME)
        .delete();
  }

  /**
   * A role that is replaced is another owner; the reports of the one before are deleted with it.
   */
  private List<OwnerReference> owners() {
    if (owners == null || System.nanoTime() - ownersReadNanos > OWNERS_HOLD.toNanos()) {
      ownersReadNanos = System.nanoTime();
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
