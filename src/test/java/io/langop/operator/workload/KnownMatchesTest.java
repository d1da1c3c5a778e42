package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownMatchesTest {
  private final KnownMatches matches = new KnownMatches();

  private static LanguageAgent agent() {
    LanguageAgent agent = new LanguageAgent();
    agent.getMetadata().setName("a");
    agent.getMetadata().setNamespace("ns");
    agent.getMetadata().setUid("agent-uid");
    agent.getMetadata().setGeneration(3L);
    return agent;
  }

  private static Deployment deployment() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("a")
        .withUid("deployment-uid")
        .withGeneration(7L)
        .addToLabels("app", "a")
        .addToLabels("mine", "x")
        .addToAnnotations("note", "n")
        .withOwnerReferences(new OwnerReferenceBuilder().withUid("agent-uid").build())
        .endMetadata()
        .build();
  }

  private static Deployment desired() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("a")
        .addToLabels("app", "a")
        .addToAnnotations("note", "n")
        .withOwnerReferences(new OwnerReferenceBuilder().withUid("agent-uid").build())
        .endMetadata()
        .build();
  }

  @Test
  void whatMatchedIsKnownWhileNothingChanges() {
    matches.note(agent(), deployment(), true);

    assertThat(matches.contains(agent(), deployment(), desired())).isTrue();
  }

  static List<Consumer<Deployment>> changes() {
    return List.of(
        changed -> changed.getMetadata().setGeneration(8L),
        changed -> changed.getMetadata().setUid("another"),
        changed -> changed.getMetadata().setLabels(Map.of("app", "b")),
        changed -> changed.getMetadata().setLabels(null),
        changed -> changed.getMetadata().setAnnotations(Map.of()),
        changed -> changed.getMetadata().setOwnerReferences(List.of()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anObjectThatChangedIsNotKnown(Consumer<Deployment> change) {
    matches.note(agent(), deployment(), true);
    Deployment changed = deployment();
    change.accept(changed);

    assertThat(matches.contains(agent(), changed, desired())).isFalse();
  }

  static List<Consumer<LanguageAgent>> changesOfOwner() {
    return List.of(
        changed -> changed.getMetadata().setGeneration(4L),
        changed -> changed.getMetadata().setUid("another"));
  }

  @ParameterizedTest
  @MethodSource("changesOfOwner")
  void anOwnerThatChangedAsksForSomethingElse(Consumer<LanguageAgent> change) {
    matches.note(agent(), deployment(), true);
    LanguageAgent changed = agent();
    change.accept(changed);

    assertThat(matches.contains(changed, deployment(), desired())).isFalse();
  }

  @Test
  void whatDidNotMatchIsNotKnown() {
    matches.note(agent(), deployment(), true);
    matches.note(agent(), deployment(), false);

    assertThat(matches.contains(agent(), deployment(), desired())).isFalse();
  }

  @Test
  void anObjectWithoutGenerationsIsComparedEachTime() {
    Deployment uncounted = deployment();
    uncounted.getMetadata().setGeneration(null);
    matches.note(agent(), uncounted, true);

    assertThat(matches.contains(agent(), uncounted, desired())).isFalse();
  }

  @Test
  void nothingIsKnownOfAnOwnerThatIsGone() {
    matches.note(agent(), deployment(), true);
    matches.forget(agent());

    assertThat(matches.contains(agent(), deployment(), desired())).isFalse();
  }
}
