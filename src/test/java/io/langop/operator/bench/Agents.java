package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The agents that are flipped: many with one registry, and one with a registry of its own.
 *
 * <p>They ask for no pods. A pod costs the scheduler, the controllers and the nodes a dozen
 * requests, and all of them would share this machine with what is measured.
 */
final class Agents {

  /** Registry of the many. */
  static final String REGISTRY = "many.example";

  /** Registry of the single one. */
  static final String SINGLE_REGISTRY = "single.example";

  private static final int NAMESPACES = 10;
  private static final String NAMESPACE_PREFIX = "bench-";

  private final List<LanguageAgent> many = new ArrayList<>();
  private final LanguageAgent single = agent(0, "single", SINGLE_REGISTRY);

  Agents(int count) {
    for (int i = 0; i < count; i++) {
      many.add(agent(i % NAMESPACES, "agent-" + i, REGISTRY));
    }
  }

  private static LanguageAgent agent(int namespace, String name, String registry) {
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(
        new ObjectMetaBuilder().withNamespace(NAMESPACE_PREFIX + namespace).withName(name).build());
    LanguageAgentSpec spec = new LanguageAgentSpec();
    spec.setImage(registry + "/bench/agent:v1");
    spec.setInstructions("Answer questions about the weather.");
    spec.setReplicas(0);
    agent.setSpec(spec);
    return agent;
  }

  /** All but the single one. */
  List<LanguageAgent> many() {
    return many;
  }

  LanguageAgent single() {
    return single;
  }

  /** Creates all of them. */
  void create(KubernetesClient client) throws InterruptedException {
    for (int i = 0; i < NAMESPACES; i++) {
      client
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(NAMESPACE_PREFIX + i)
                  .endMetadata()
                  .build())
          .create();
    }
    client.resource(single).create();
    Parallel.forEach(many, agent -> client.resource(agent).create());
  }
}
