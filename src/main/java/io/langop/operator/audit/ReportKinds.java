package io.langop.operator.audit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.watch.AnyChange;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which kinds of reports the cluster has, at every moment: their definitions are watched. */
final class ReportKinds {

  private static final Logger LOG = Logger.getLogger(ReportKinds.class);
  private static final ResourceDefinitionContext DEFINITIONS =
      new ResourceDefinitionContext.Builder()
          .withGroup("apiextensions.k8s.io")
          .withVersion("v1")
          .withKind("CustomResourceDefinition")
          .withPlural("customresourcedefinitions")
          .withNamespaced(false)
          .build();

  /**
   * A kind of which objects can be written.
   *
   * @param uid of its definition; those of a definition that was replaced are gone
   */
  record Installed(ReportKind kind, String uid) {}

  private final Runnable changed;
  private final Map<ReportKind, SharedIndexInformer<GenericKubernetesResource>> informers =
      new EnumMap<>(ReportKind.class);

  /**
   * @param changed is called whenever a definition may have come, changed or gone
   */
  ReportKinds(KubernetesClient client, Runnable changed) {
    this.changed = changed;
    for (ReportKind kind : ReportKind.values()) {
      SharedIndexInformer<GenericKubernetesResource> informer =
          client.genericKubernetesResources(DEFINITIONS).withName(kind.crd()).runnableInformer(0);
      informer.exceptionHandler(
          (started, cause) -> {
            LOG.warnf(
                "CustomResourceDefinition %s cannot be watched; it is tried again: %s",
                kind.crd(), ServerMessage.of(cause));
            return true;
          });
      informer.addEventHandler(new AnyChange<>(changed));
      informers.put(kind, informer);
    }
  }

  void start() {
    informers.values().forEach(informer -> informer.start().thenRun(changed));
  }

  void stop() {
    informers.values().forEach(SharedIndexInformer::stop);
  }

  /** Those that objects can be written of now, the preferred one first. */
  List<Installed> installed() {
    return informers.entrySet().stream()
        .flatMap(entry -> served(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  /** Whether both definitions, or that they are not there, are known. */
  boolean areKnown() {
    return informers.values().stream().allMatch(SharedIndexInformer::hasSynced);
  }

  private static Optional<Installed> served(
      ReportKind kind, SharedIndexInformer<GenericKubernetesResource> informer) {
    return Optional.ofNullable(informer.getStore().getByKey(kind.crd()))
        .filter(definition -> !definition.isMarkedForDeletion())
        .filter(
            definition ->
                has(definition, "/status/conditions", "type", "Established", "status", "True"))
        .filter(
            definition ->
                has(definition, "/spec/versions", "name", kind.version(), "served", "true"))
        .map(definition -> new Installed(kind, definition.getMetadata().getUid()));
  }

  /** Whether a list has an element with these two fields. */
  private static boolean has(
      GenericKubernetesResource definition,
      String list,
      String field,
      String value,
      String otherField,
      String otherValue) {
    String[] path = list.substring(1).split("/");
    return definition.get((Object[]) path) instanceof List<?> elements
        && elements.stream()
            .anyMatch(
                element ->
                    element instanceof Map<?, ?> fields
                        && value.equals(String.valueOf(fields.get(field)))
                        && otherValue.equals(String.valueOf(fields.get(otherField))));
  }
}
