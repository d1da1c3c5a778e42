package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.langop.operator.api.toe.v1alpha1.PodSelector;
import io.langop.operator.api.toe.v1alpha1.PodSelectorRequirement;
import io.langop.operator.api.toe.v1alpha1.PodSelectorRequirement.Operator;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.api.toe.v1alpha1.Targets;
import io.langop.operator.pod.WatchedPod;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private static final Pod POD =
      TestPods.running("web", Map.of("app", "web", "tier", "front"), "main");

  @Test
  void allLabelsHaveToMatch() {
    assertThat(Selection.matches(labels(Map.of("app", "web", "tier", "front")), WatchedPod.of(POD)))
        .isTrue();
    assertThat(Selection.matches(labels(Map.of("app", "web", "tier", "back")), WatchedPod.of(POD)))
        .isFalse();
    assertThat(Selection.matches(labels(Map.of("other", "web")), WatchedPod.of(POD))).isFalse();
  }

  @Test
  void anEmptySelectorMatchesNothing() {
    assertThat(Selection.matches(new PodSelector(), WatchedPod.of(POD))).isFalse();
    assertThat(Selection.matches(labels(Map.of()), WatchedPod.of(POD))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "In,app,web,true",
    "In,app,db,false",
    "In,none,web,false",
    "NotIn,app,web,false",
    "NotIn,app,db,true",
    "NotIn,none,web,true",
    "Exists,app,,true",
    "Exists,none,,false",
    "DoesNotExist,app,,false",
    "DoesNotExist,none,,true"
  })
  void expressionsMeanWhatTheyMeanInKubernetes(
      Operator operator, String key, String value, boolean matches) {
    // Given
    PodSelectorRequirement requirement = new PodSelectorRequirement();
    requirement.setKey(key);
    requirement.setOperator(operator);
    requirement.setValues(value == null ? null : List.of(value));
    PodSelector selector = new PodSelector();
    selector.setMatchExpressions(List.of(requirement));

    // Then
    assertThat(Selection.matches(selector, WatchedPod.of(POD))).isEqualTo(matches);
  }

  @Test
  void onlyRunningPodsThatAreNotBeingDeletedAreTargets() {
    // Given
    Pod pending = new PodBuilder(POD).editStatus().withPhase("Pending").endStatus().build();
    Pod leaving =
        new PodBuilder(POD)
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();

    // When
    List<Target> targets = select(null, POD, pending, leaving);

    // Then
    assertThat(targets)
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.state()).isEqualTo(State.Pending);
              assertThat(target.container()).isEqualTo("main");
              assertThat(target.uid()).isEqualTo(TestPods.uid("web"));
            });
  }

  @Test
  void aPodWithSeveralContainersNeedsTheNameOfOne() {
    // Given
    Pod several = TestPods.running("several", Map.of("app", "web"), "main", "proxy");

    // Then
    assertThat(select(null, several))
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.state()).isEqualTo(State.Failed);
              assertThat(target.reason()).isEqualTo("ContainerNotNamed");
              assertThat(target.message()).endsWith("main, proxy");
            });
    assertThat(select("proxy", several))
        .singleElement()
        .extracting(Target::container, Target::state)
        .containsExactly("proxy", State.Pending);
    assertThat(select("none", several))
        .singleElement()
        .extracting(Target::reason)
        .isEqualTo("ContainerNotFound");
  }

  @Test
  void withoutANameTheContainerIsMeantThatThePodDeclares() {
    // Given
    Pod several =
        withDefault("web", TestPods.running("several", Map.of("app", "web"), "main", "web"));
    Pod sidecar = withSidecar(TestPods.running("sidecar", Map.of("app", "web"), "main"), "proxy");

    // Then
    assertThat(select(null, several)).extracting(Target::container).containsExactly("web");
    assertThat(select("main", several)).extracting(Target::container).containsExactly("main");
    assertThat(select(null, withDefault("proxy", sidecar)))
        .extracting(Target::container, Target::state)
        .containsExactly(tuple("proxy", State.Pending));
    assertThat(select(null, withDefault("", several)))
        .extracting(Target::reason)
        .containsExactly("ContainerNotNamed");
  }

  @Test
  void aPodThatDeclaresAContainerItDoesNotHaveIsNotProfiledByAGuess() {
    // Given
    Pod pod = withDefault("gone", TestPods.running("only", Map.of("app", "web"), "main"));

    // Then
    assertThat(select(null, pod))
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.reason()).isEqualTo("ContainerNotFound");
              assertThat(target.message())
                  .isEqualTo(
                      "The pod has no container 'gone', which its annotation"
                          + " kubectl.kubernetes.io/default-container names. It has: main");
            });
  }

  @Test
  void aSidecarIsATargetToo() {
    // Given
    Pod pod = withSidecar(TestPods.running("mesh", Map.of("app", "web"), "main"), "proxy");

    // Then
    assertThat(select(null, pod)).extracting(Target::container).containsExactly("main");
    assertThat(select("proxy", pod))
        .extracting(Target::container, Target::state)
        .containsExactly(tuple("proxy", State.Pending));
    assertThat(select("none", pod))
        .singleElement()
        .extracting(Target::message)
        .isEqualTo(
            "The pod has no container 'none', which targets.container names. It has: main, proxy"
                + " (sidecar)");
  }

  private static Pod withDefault(String container, Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .addToAnnotations("kubectl.kubernetes.io/default-container", container)
        .endMetadata()
        .build();
  }

  private static Pod withSidecar(Pod pod, String name) {
    return new PodBuilder(pod)
        .editSpec()
        .addNewInitContainer()
        .withName("setup")
        .endInitContainer()
        .addNewInitContainer()
        .withName(name)
        .withRestartPolicy("Always")
        .endInitContainer()
        .endSpec()
        .build();
  }

  private static List<Target> select(String container, Pod... pods) {
    Targets targets = new Targets();
    targets.setLabelSelector(labels(Map.of("app", "web")));
    targets.setContainer(container);
    return Selection.targets(targets, Stream.of(pods).map(WatchedPod::of), Clock.systemUTC());
  }

  private static PodSelector labels(Map<String, String> labels) {
    PodSelector selector = new PodSelector();
    selector.setMatchLabels(labels);
    return selector;
  }
}
