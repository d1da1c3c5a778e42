package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.pod.PodParts;
import io.langop.operator.pod.WatchedPod;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeanObjectsTest {

  private static final String MARKS = "{\"trimmed\":1}";

  private static String agent(String spec) {
    return """
        {"apiVersion":"langop.io/v1alpha1","kind":"LanguageAgent","metadata":{"name":"a",
        "namespace":"ns","annotations":{"big":"x"},"labels":{"a":"b"},"finalizers":["f"],
        "managedFields":[{"manager":"m"}]},"spec":{%s}}
        """
        .formatted(spec);
  }

  private static String deployment(String env) {
    return """
        {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"a","namespace":"ns",
        "labels":{"app":"a","app.kubernetes.io/name":"language-agent","mine":"x"},
        "annotations":{"mine":"x","langop.io/replicas-before-revocation":"3"},
        "ownerReferences":[{"uid":"1"},{"uid":"2","controller":true},{"uid":"3","controller":false}],
        "managedFields":[
        {"manager":"kubectl","fieldsV1":{"f:spec":{"f:x":{}}}},
        {"manager":"language-operator","operation":"Apply","fieldsV1":{"f:spec":{"f:replicas":{}}}}]},
        "spec":{"replicas":2,"template":{"spec":{"containers":[
        {"name":"agent","image":"docker.io/a","env":[%s]}]}}},"status":{"readyReplicas":1}}
        """
        .formatted(env);
  }

  @Test
  void anOrdinaryResourceIsKeptButForMetadataThatNobodyUses() {
    // When
    LanguageAgent agent =
        Reading.watched(
            LanguageAgent.class, agent("\"image\":\"docker.io/a\",\"instructions\":\"go\""));

    // Then
    assertThat(Marks.isTrimmed(agent)).isFalse();
    assertThat(agent.getSpec().getInstructions()).isEqualTo("go");
    assertThat(agent.getMetadata().getName()).isEqualTo("a");
    assertThat(agent.getMetadata().getAnnotations()).isNullOrEmpty();
    assertThat(agent.getMetadata().getLabels()).isNullOrEmpty();
    assertThat(agent.getMetadata().getFinalizers()).isEmpty();
    assertThat(agent.getMetadata().getManagedFields()).isEmpty();
  }

  @Test
  void ofALargeResourceStaysWhatIsDecided() {
    // Given
    String large =
        agent(
            "\"instructions\":\"%s\",\"image\":\"docker.io/a\",\"replicas\":3"
                .formatted("x".repeat(1_000_000)));

    // When
    LanguageAgent agent = Reading.watched(LanguageAgent.class, large);

    // Then
    assertThat(Marks.isTrimmed(agent)).isTrue();
    assertThat(Marks.isTrimmed(Reading.copy(agent))).isTrue();
    assertThat(agent.getSpec().getImage()).isEqualTo("docker.io/a");
    assertThat(agent.getSpec().getReplicas()).isEqualTo(3);
    assertThat(agent.getSpec().getInstructions()).isNull();
    assertThat(Reading.read(LanguageAgent.class, large).getSpec().getInstructions())
        .hasSize(1_000_000);
  }

  @Test
  void whatIsDecidedMustBeKeptOrTheResourceIsUnreadable() {
    // When
    LanguageAgent agent =
        Reading.watched(
            LanguageAgent.class, agent("\"image\":\"%s\"".formatted("x".repeat(1_000_000))));

    // Then
    assertThat(Marks.unreadable(agent)).contains("spec: larger than the operator keeps in memory");
  }

  @Test
  void aDeeplyNestedResourceCostsNoStack() {
    // Given
    String deep = "[".repeat(9_000) + "]".repeat(9_000);

    // When
    LanguageAgent agent =
        Reading.watched(
            LanguageAgent.class, agent("\"image\":\"docker.io/a\",\"other\":%s".formatted(deep)));

    // Then
    assertThat(agent.getSpec().getImage()).isEqualTo("docker.io/a");
  }

  @Test
  void ofALargeAgentStayTheImagesOfItsVolumes() {
    // Given the most and longest that the CRD admits
    String image = "{\"name\":\"v\",\"image\":{\"reference\":\"%s\"}}".formatted("i".repeat(1024));
    String scratch = "{\"name\":\"v\",\"emptyDir\":{\"medium\":\"Memory\"}}";
    String volumes =
        String.join(
            ",",
            Stream.concat(Collections.nCopies(24, scratch).stream(), Stream.generate(() -> image))
                .limit(32)
                .toList());

    // When
    LanguageAgent agent =
        Reading.watched(
            LanguageAgent.class,
            agent(
                "\"image\":\"%s\",\"instructions\":\"%s\",\"volumes\":[%s]"
                    .formatted("i".repeat(1024), "x".repeat(100_000), volumes)));

    // Then
    assertThat(Marks.isTrimmed(agent)).isTrue();
    assertThat(agent.getSpec().getVolumes())
        .filteredOn(volume -> volume.getImage() != null)
        .hasSize(8)
        .allSatisfy(volume -> assertThat(volume.getImage().getReference()).hasSize(1024));
  }

  @Test
  void aDeploymentKeepsWhatTellsItsOwnImages() {
    // When
    Deployment deployment =
        Reading.watched(
            Deployment.class,
            deployment("").replace("\"mine\":\"x\"", "\"langop.io/image-volumes\":\"a,b\""));

    // Then
    assertThat(deployment.getMetadata().getAnnotations())
        .containsOnlyKeys("langop.io/image-volumes", "langop.io/replicas-before-revocation");
  }

  @Test
  void aDeploymentKeepsWhatIsOurs() {
    // When
    Deployment deployment =
        Reading.watched(Deployment.class, deployment("{\"name\":\"A\",\"value\":\"1\"}"));

    // Then
    assertThat(Marks.isTrimmed(deployment)).isFalse();
    assertThat(deployment.getMetadata().getLabels())
        .isEqualTo(Map.of("app", "a", "app.kubernetes.io/name", "language-agent"));
    assertThat(deployment.getMetadata().getAnnotations())
        .isEqualTo(Map.of("langop.io/replicas-before-revocation", "3"));
    assertThat(deployment.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("2"));
    assertThat(deployment.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getManager()).isEqualTo("language-operator"));
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
        .hasSize(1);
  }

  @Test
  void equalSetsOfOwnedFieldsAreKeptOnce() {
    // When
    Deployment one = Reading.watched(Deployment.class, deployment(""));
    Deployment other = Reading.watched(Deployment.class, deployment(""));

    // Then
    assertThat(ownedSpec(one)).isNotNull().isSameAs(ownedSpec(other));
  }

  @Test
  void ofALargeDeploymentStaysWhatRuns() {
    // When
    Deployment deployment =
        Reading.watched(
            Deployment.class,
            deployment("{\"name\":\"A\",\"value\":\"%s\"}".formatted("x".repeat(100_000))));

    // Then
    assertThat(Marks.isTrimmed(deployment)).isTrue();
    assertThat(Marks.isBare(deployment)).isFalse();
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    assertThat(deployment.getStatus().getReadyReplicas()).isEqualTo(1);
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(
            container -> {
              assertThat(container.getImage()).isEqualTo("docker.io/a");
              assertThat(container.getEnv()).isEmpty();
            });
  }

  @Test
  void aDeploymentThatItsClassCannotTakeIsReducedToItsMetadata() {
    // When
    Deployment deployment =
        Reading.watched(
            Deployment.class, deployment("").replace("\"replicas\":2", "\"replicas\":3000000000"));

    // Then
    assertThat(Marks.isBare(deployment)).isTrue();
    assertThat(deployment.getMetadata().getName()).isEqualTo("a");
    assertThat(deployment.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(deployment.getSpec()).isNull();
  }

  @Test
  void aPodIsReadIntoItsOwnClassAndOthersIntoTheirs() {
    // When
    WatchedPod pod =
        Reading.watched(
            WatchedPod.class,
            """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"ns",
            "labels":{"app":"web"},"annotations":{"a":"b"}},"spec":{"containers":[{"name":"main"}],
            "initContainers":[{"name":"proxy","restartPolicy":"Always"}],
            "ephemeralContainers":[{"name":"e"}]},"status":{"phase":"Running",
            "ephemeralContainerStatuses":[{"name":"e","state":{"terminated":{"exitCode":3}}}]}}
            """);

    // Then
    assertThat(pod.labels()).isEqualTo(Map.of("app", "web"));
    assertThat(pod.getMetadata().getAnnotations()).isNullOrEmpty();
    assertThat(pod.containers()).containsExactly("main");
    assertThat(pod.sidecars()).containsExactly("proxy");
    assertThat(pod.ephemeralContainers()).containsExactly("e");
    assertThat(pod.state("e").orElseThrow().getTerminated().getExitCode()).isEqualTo(3);
    assertThat(Reading.copy(pod).saysTheSameAs(pod)).isTrue();
    assertThat(
            Reading.watched(
                    ConfigMap.class,
                    "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"data\":{\"a\":\"b\"}}")
                .getData())
        .isEqualTo(Map.of("a", "b"));
  }

  @Test
  void ofTheAnnotationsOfAPodOnlyTheDefaultContainerIsKept() {
    // Given
    String pod =
        """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"ns","labels":{"app":"web"},
        "annotations":{"a":"b","kubectl.kubernetes.io/default-container":"%s","c":"%s"}},
        "spec":{"containers":[{"name":"main"}]}}
        """;

    // When
    WatchedPod named = Reading.watched(WatchedPod.class, pod.formatted("app", "d"));
    WatchedPod same = Reading.watched(WatchedPod.class, pod.formatted("app", "e"));
    WatchedPod other = Reading.watched(WatchedPod.class, pod.formatted("web", "d"));
    WatchedPod longest =
        Reading.watched(WatchedPod.class, pod.formatted("x".repeat(63), "y".repeat(200_000)));
    WatchedPod tooLong = Reading.watched(WatchedPod.class, pod.formatted("x".repeat(1_000), "d"));

    // Then
    assertThat(named.getMetadata().getAnnotations())
        .isEqualTo(Map.of(WatchedPod.DEFAULT_CONTAINER, "app"));
    assertThat(named.defaultContainer()).contains("app");
    assertThat(same.saysTheSameAs(named)).isTrue();
    assertThat(other.saysTheSameAs(named)).isFalse();
    assertThat(longest.defaultContainer()).contains("x".repeat(63));
    assertThat(tooLong.defaultContainer()).isEmpty();
    assertThat(tooLong.labels()).isEqualTo(Map.of("app", "web"));
  }

  @Test
  void allImagesOfAPodAreKeptOnceInMemory() {
    // Given
    String pod =
        """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"ns"},"spec":{
        "containers":[{"name":"main","image":"a.io/main:1","env":[{"name":"A","value":"b"}]}],
        "initContainers":[{"name":"init","image":"a.io/init:1"}],
        "ephemeralContainers":[{"name":"e","image":"%s"}],
        "volumes":[{"name":"tmp","emptyDir":{}},
        {"name":"model","image":{"reference":"a.io/model:1","pullPolicy":"Always"}}]}}
        """;

    // When
    WatchedPod one = Reading.watched(WatchedPod.class, pod.formatted("a.io/debug:1"));
    WatchedPod same = Reading.watched(WatchedPod.class, pod.formatted("a.io/debug:1"));
    WatchedPod other = Reading.watched(WatchedPod.class, pod.formatted("a.io/debug:2"));

    // Then
    assertThat(one.images()).containsExactly("a.io/main:1", "a.io/init:1", "a.io/model:1");
    assertThat(one.liveEphemeralContainers())
        .singleElement()
        .returns("a.io/debug:1", PodParts.Container::image);
    assertThat(one.getSpec().volumes()).hasSize(1);
    assertThat(one.images().findFirst().orElseThrow())
        .isSameAs(same.images().findFirst().orElseThrow());
    assertThat(same.saysTheSameAs(one)).isTrue();
    assertThat(other.saysTheSameAs(one)).isFalse();
  }

  @Test
  void anImageThatIsLongerThanAnyReferenceIsLeftOutAndTheRestOfThePodIsKept() {
    // When
    WatchedPod pod =
        Reading.watched(
            WatchedPod.class,
            """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"ns",
            "labels":{"app":"web"}},"spec":{"containers":[
            {"name":"a","image":"a.io/%s"},{"name":"b","image":"a.io/%s"},{"name":"c","image":"c"}]}}
            """
                .formatted("x".repeat(1_000_000), "x".repeat(1_000)));

    // Then
    assertThat(Marks.isTrimmed(pod)).isFalse();
    assertThat(pod.labels()).isEqualTo(Map.of("app", "web"));
    assertThat(pod.images()).containsExactly("", "a.io/" + "x".repeat(1_000), "c");
  }

  @Test
  void aPodWithALongStatusKeepsItsImages() {
    // When
    WatchedPod pod =
        Reading.watched(
            WatchedPod.class,
            """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"ns"},
            "spec":{"containers":[{"name":"a","image":"a.io/a:1"}],
            "ephemeralContainers":[{"name":"e","image":"a.io/e:1"}]},
            "status":{"phase":"Running","ephemeralContainerStatuses":[
            {"name":"e","state":{"terminated":{"message":"%s"}}}]}}
            """
                .formatted("x".repeat(70_000)));

    // Then
    assertThat(Marks.isTrimmed(pod)).isTrue();
    assertThat(pod.images()).containsExactly("a.io/a:1");
    assertThat(pod.liveEphemeralContainers()).hasSize(1);
    assertThat(pod.phase()).isEqualTo("Running");
  }

  @Test
  void aPodWithoutKeptLabelsMatchesNothing() {
    // When
    WatchedPod pod =
        Reading.read(
            WatchedPod.class,
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":%s}".formatted(MARKS));

    // Then
    assertThat(Marks.isTrimmed(pod)).isTrue();
  }

  @Test
  void thePowerToolThatIsTooLargeKeepsItsStatus() {
    // When
    PowerTool tool =
        Reading.watched(
            PowerTool.class,
            """
            {"apiVersion":"codriverlabs.ai.toe.run/v1alpha1","kind":"PowerTool",
            "metadata":{"name":"x"},"spec":{"profiler":{"tool":"%s"}},
            "status":{"startTime":"2026-01-01T00:00:00Z"}}
            """
                .formatted("x".repeat(100_000)));

    // Then
    assertThat(Marks.isReadable(tool)).isFalse();
    assertThat(tool.getStatus().getStartTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  private static Object ownedSpec(Deployment deployment) {
    return deployment
        .getMetadata()
        .getManagedFields()
        .get(0)
        .getFieldsV1()
        .getAdditionalProperties()
        .get("f:spec");
  }
}
