package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Agents as large as somebody can make them. They ask for no pods. */
public final class LargeAgents {

  private LargeAgents() {}

  /** One agent. */
  public static LanguageAgent of(
      String namespace, String name, int bytesOfInstructions, int bytesOfAnnotations) {
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .addToAnnotations("example.com/large", "y".repeat(bytesOfAnnotations))
            .build());
    LanguageAgentSpec spec = new LanguageAgentSpec();
    spec.setImage("docker.io/library/alpine");
    spec.setReplicas(0);
    spec.setInstructions("x".repeat(bytesOfInstructions));
    agent.setSpec(spec);
    return agent;
  }

  /** One agent with a variable of so many characters, too. */
  public static LanguageAgent of(
      String namespace, String name, int instructions, int annotations, int variable) {
    LanguageAgent agent = of(namespace, name, instructions, annotations);
    agent
        .getSpec()
        .setEnv(
            List.of(new EnvVarBuilder().withName("LARGE").withValue("z".repeat(variable)).build()));
    return agent;
  }

  /** Creates {@code count} of them. */
  public static void create(
      KubernetesClient client, String namespace, int count, int instructions, int annotations) {
    create(client, count, number -> of(namespace, "large-" + number, instructions, annotations));
  }

  /** Creates {@code count} agents. */
  public static void create(KubernetesClient client, int count, IntFunction<LanguageAgent> agent) {
    IntStream.range(0, count)
        .parallel()
        .forEach(number -> client.resource(agent.apply(number)).create());
  }
}
