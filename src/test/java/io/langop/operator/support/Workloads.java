package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.langop.v1alpha1.LanguageToolSpec;
import io.langop.operator.status.Conditions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The agents and tools of one namespace, as their authors make and look at them. */
public final class Workloads {
  private final KubernetesClient client;
  private final String namespace;

  public Workloads(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Creates an agent. */
  public LanguageAgent agent(String name, String image) {
    return agent(name, image, null);
  }

  /**
   * Creates an agent.
   *
   * @param replicas {@code null} leaves the field out
   */
  public LanguageAgent agent(String name, String image, Integer replicas) {
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(metadata(name));
    agent.setSpec(new LanguageAgentSpec());
    agent.getSpec().setImage(image);
    agent.getSpec().setReplicas(replicas);
    return client.resource(agent).create();
  }

  /** Creates {@code count} agents named {@code prefix-0} and so on, scaled to zero. */
  public List<String> agents(String prefix, int count, String image) {
    List<String> names =
        Stream.iterate(0, number -> number + 1)
            .limit(count)
            .map(number -> prefix + "-" + number)
            .toList();
    names.parallelStream().forEach(name -> agent(name, image, 0));
    return names;
  }

  /** Creates a tool. */
  public LanguageTool tool(String name, String image) {
    LanguageTool tool = new LanguageTool();
    tool.setMetadata(metadata(name));
    tool.setSpec(new LanguageToolSpec());
    tool.getSpec().setImage(image);
    return client.resource(tool).create();
  }

  public Resource<LanguageAgent> agent(String name) {
    return agents().inNamespace(namespace).withName(name);
  }

  /** What the condition {@code ImageValidated} of an agent says: status, reason and message. */
  public Optional<Validation> validation(String agent) {
    return Validation.of(agent(agent).get());
  }

  /** The same for every agent of the namespace that has been decided about, by name. */
  public Map<String, Validation> validations() {
    return list().stream()
        .filter(agent -> Validation.of(agent).isPresent())
        .collect(
            Collectors.toMap(
                agent -> agent.getMetadata().getName(),
                agent -> Validation.of(agent).orElseThrow()));
  }

  /** Waits until the condition {@code ImageValidated} of an agent has a status. */
  public Validation awaitValidated(String agent, String status) {
    Eventually.assertThat(
        () -> assertThat(validation(agent)).map(Validation::status).contains(status));
    return validation(agent).orElseThrow();
  }

  /** Waits until {@code ImageValidated} of all these agents has a status. */
  public void awaitAllValidated(List<String> agents, String status) {
    Eventually.assertThat(
        () -> {
          Map<String, Validation> found = validations();
          assertThat(agents)
              .allSatisfy(
                  name ->
                      assertThat(found)
                          .hasEntrySatisfying(
                              name, it -> assertThat(it.status()).isEqualTo(status)));
        });
  }

  /** The condition {@code Ready} of an agent. */
  public Optional<Condition> ready(String agent) {
    return Optional.ofNullable(agent(agent).get().getStatus())
        .flatMap(status -> Conditions.find(status.getConditions(), "Ready"));
  }

  public Optional<Deployment> deployment(String name) {
    return Optional.ofNullable(
        client.apps().deployments().inNamespace(namespace).withName(name).get());
  }

  /** The resource versions of these agents: they tell who was written. */
  public Map<String, String> resourceVersions(List<String> agents) {
    return list().stream()
        .map(HasMetadata::getMetadata)
        .filter(metadata -> agents.contains(metadata.getName()))
        .collect(Collectors.toMap(ObjectMeta::getName, ObjectMeta::getResourceVersion));
  }

  /** The events with a reason on an agent or tool. */
  public List<Event> events(String name, String reason) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("reason", reason)
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .toList();
  }

  public List<LanguageAgent> list() {
    return agents().inNamespace(namespace).list().getItems();
  }

  /** Changes the image of an agent, whoever writes its status at the same time. */
  public void editImage(String agent, String image) {
    agent(agent)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("spec", Map.of("image", image))));
  }

  /** Deletes everything that was made here. */
  public void deleteAll() {
    agents().inNamespace(namespace).delete();
    client.resources(LanguageTool.class).inNamespace(namespace).delete();
    Eventually.assertThat(
        () -> {
          assertThat(list()).isEmpty();
          assertThat(client.resources(LanguageTool.class).inNamespace(namespace).list().getItems())
              .isEmpty();
        });
  }

  private MixedOperation<
          LanguageAgent, KubernetesResourceList<LanguageAgent>, Resource<LanguageAgent>>
      agents() {
    return client.resources(LanguageAgent.class);
  }

  private ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
  }

  /** The part of the condition {@code ImageValidated} that a user reads. */
  public record Validation(String status, String reason, String message) {

    static Optional<Validation> of(LanguageAgent agent) {
      return Optional.ofNullable(agent)
          .map(LanguageAgent::getStatus)
          .flatMap(status -> Conditions.find(status.getConditions(), "ImageValidated"))
          .map(it -> new Validation(it.getStatus(), it.getReason(), it.getMessage()));
    }
  }
}
