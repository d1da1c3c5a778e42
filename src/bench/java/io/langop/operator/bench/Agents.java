package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The agents that are flipped: many with one registry, and one with a registry of its own.
 *
 * <p>They ask for no pods. A pod costs the scheduler, the controllers and the nodes a dozen
 * requests, and all of them would share this machine with what is measured.
 *
 * @param <A> LanguageAgent, or its copy for the floor
 */
final class Agents<A extends CustomResource<LanguageAgentSpec, LanguageAgentStatus>> {

  /** Registry of the many. */
  static final String REGISTRY = "many.example";

  /** Registry of the single one. */
  static final String SINGLE_REGISTRY = "single.example";

  static final int NAMESPACES = 10;

  private static final String NAMESPACE_PREFIX = "bench-";

  private final List<A> many = new ArrayList<>();
  private final A single;

  private Agents(int count, Supplier<A> empty) {
    single = agent(empty, 0, "single", SINGLE_REGISTRY);
    for (int i = 0; i < count; i++) {
      many.add(agent(empty, i % NAMESPACES, "agent-" + i, REGISTRY));
    }
  }

  /** Agents for the operator. */
  static Agents<LanguageAgent> ofOperator(int count) {
    return new Agents<>(count, LanguageAgent::new);
  }

  /** The same for the bare client. */
  static Agents<FloorAgent> ofFloor(int count) {
    return new Agents<>(count, FloorAgent::new);
  }

  private static <A extends CustomResource<LanguageAgentSpec, LanguageAgentStatus>> A agent(
      Supplier<A> empty, int namespace, String name, String registry) {
    A agent = empty.get();
    agent.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace(namespace)).withName(name).build());
    LanguageAgentSpec spec = new LanguageAgentSpec();
    spec.setImage(registry + "/bench/agent:v1");
    spec.setInstructions("Answer questions about the weather.");
    spec.setReplicas(0);
    agent.setSpec(spec);
    return agent;
  }

  static String namespace(int number) {
    return NAMESPACE_PREFIX + number;
  }

  /** All but the single one. */
  List<A> many() {
    return many;
  }

  A single() {
    return single;
  }

  static void createNamespaces(KubernetesClient client) {
    for (int i = 0; i < NAMESPACES; i++) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace(i)).endMetadata().build())
          .create();
    }
  }

  /** Creates all of them. */
  void create(KubernetesClient client) throws InterruptedException {
    client.resource(single).create();
    Parallel.forEach(many, agent -> client.resource(agent).create());
  }
}
