package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.status.Conditions;
import io.langop.operator.support.Eventually;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.core.ThrowingRunnable;

/** One agent or tool in the cluster, and all that its author and an administrator do with it. */
final class Workload {

  private final KubernetesClient client;
  private final String namespace;
  private final Kind kind;
  private final String name;

  Workload(KubernetesClient client, String namespace, Kind kind, String name) {
    this.client = client;
    this.namespace = namespace;
    this.kind = kind;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Creates it with a spec in YAML. */
  Workload create(String spec) {
    GenericKubernetesResource manifest =
        Serialization.unmarshal(
            "apiVersion: langop.io/v1alpha1\nkind: %s\nmetadata: {name: '%s'}\nspec:\n%s"
                .formatted(kind.type().getSimpleName(), name, spec.indent(2)),
            GenericKubernetesResource.class);
    client.resource(manifest).inNamespace(namespace).create();
    return this;
  }

  CustomResource<? extends WorkloadSpec, ? extends WorkloadStatus> get() {
    return client.resources(kind.type()).inNamespace(namespace).withName(name).require();
  }

  /** Changes it by a merge patch in YAML, for example {@code spec: {replicas: null}}. */
  Workload edit(String patch) {
    client
        .resources(kind.type())
        .inNamespace(namespace)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json(patch));
    return this;
  }

  /** Changes its status by a merge patch in YAML, as only an administrator could. */
  void editStatus(String patch) {
    client
        .resources(kind.type())
        .inNamespace(namespace)
        .withName(name)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), json(patch));
  }

  void delete() {
    client.resources(kind.type()).inNamespace(namespace).withName(name).delete();
  }

  WorkloadStatus status() {
    return Optional.<WorkloadStatus>ofNullable(get().getStatus()).orElseGet(WorkloadStatus::new);
  }

  Condition condition(String type) {
    return Conditions.find(status().getConditions(), type)
        .orElseThrow(() -> new AssertionError("There is no condition " + type + " yet"));
  }

  Condition validated() {
    return condition("ImageValidated");
  }

  Condition ready() {
    return condition("Ready");
  }

  /** Awaits a reason of {@code ImageValidated} in a status that speaks of the present spec. */
  Condition awaitValidated(String reason) {
    return awaitReason("ImageValidated", reason);
  }

  /** Awaits a reason of {@code Ready} in a status that speaks of the present spec. */
  Condition awaitReady(String reason) {
    return awaitReason("Ready", reason);
  }

  /** Awaits that all of its pods are as the present spec says, and ready. */
  Workload awaitRunning() {
    awaitReady("WorkloadReady");
    return this;
  }

  void awaitPhase(Phase phase) {
    await(() -> assertThat(status().getPhase()).as("phase of %s", name).isEqualTo(phase));
  }

  /** What its status says, for a failed assertion. */
  String explanation() {
    return "%s '%s' with conditions %s".formatted(kind, name, status().getConditions());
  }

  private Condition awaitReason(String type, String reason) {
    await(
        () -> {
          var resource = get();
          WorkloadStatus status = resource.getStatus();
          assertThat(status).as("status of %s", name).isNotNull();
          assertThat(status.getObservedGeneration())
              .as("observed generation of %s", name)
              .isEqualTo(resource.getMetadata().getGeneration());
          assertThat(status.getConditions())
              .as("conditions of %s", name)
              .filteredOn(condition -> condition.getType().equals(type))
              .extracting(Condition::getReason)
              .containsExactly(reason);
        });
    return condition(type);
  }

  Optional<Deployment> findDeployment() {
    return Optional.ofNullable(
        client.apps().deployments().inNamespace(namespace).withName(name).get());
  }

  Deployment deployment() {
    return findDeployment().orElseThrow(() -> new AssertionError("No Deployment " + name));
  }

  /** The container that the operator is responsible for, in whatever place it is. */
  Container container() {
    return deployment().getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(container -> container.getName().equals(kind.component()))
        .findFirst()
        .orElseThrow();
  }

  /** Reads, edits and writes, again whenever somebody else was faster. */
  void editDeployment(UnaryOperator<Deployment> edit) {
    Eventually.edited(client.apps().deployments().inNamespace(namespace).withName(name), edit);
  }

  void deleteDeployment() {
    client.apps().deployments().inNamespace(namespace).withName(name).delete();
  }

  void scaleByHand(int replicas) {
    client.apps().deployments().inNamespace(namespace).withName(name).scale(replicas);
  }

  Optional<Service> findService() {
    return Optional.ofNullable(client.services().inNamespace(namespace).withName(name).get());
  }

  Service service() {
    return findService().orElseThrow(() -> new AssertionError("No Service " + name));
  }

  int pods() {
    return client.pods().inNamespace(namespace).withLabel("app", name).list().getItems().size();
  }

  /** The events about it, in no order. */
  List<Event> events() {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("involvedObject.uid", get().getMetadata().getUid())
        .list()
        .getItems();
  }

  static void await(ThrowingRunnable assertion) {
    Eventually.assertThat(assertion);
  }

  private static String json(String yaml) {
    return Serialization.asJson(Serialization.unmarshal(yaml, Map.class));
  }
}
