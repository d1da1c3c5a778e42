package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import io.langop.operator.api.langop.v1alpha1.LanguageToolSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of a spec reaches the pods, and what the author leaves out is safe. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class WorkloadFieldsIT {

  private static final Map<Kind, Deployment> WITH_ALL_FIELDS = new EnumMap<>(Kind.class);

  private static Scene scene;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    scene = Scene.start(cluster, namespace, Map.of());
    for (Kind kind : Kind.values()) {
      String spec = fields(kind).map(SpecField::yaml).collect(Collectors.joining());
      WITH_ALL_FIELDS.put(
          kind, deployed(scene.workload(kind, "all-fields-" + kind.component()), spec));
    }
  }

  @AfterAll
  static void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  static Stream<Arguments> allFields() {
    return Stream.of(Kind.values())
        .flatMap(kind -> fields(kind).map(field -> Arguments.of(kind, field)));
  }

  @ParameterizedTest
  @MethodSource("allFields")
  void aFieldReachesTheDeployment(Kind kind, SpecField field) {
    field.assertIn(WITH_ALL_FIELDS.get(kind));
  }

  /** Fails when somebody adds a field and forgets to say, in {@link SpecField}, what it does. */
  @ParameterizedTest
  @EnumSource
  void theTableOfFieldsIsComplete(Kind kind) {
    // Given
    Class<?> own = kind == Kind.AGENT ? LanguageAgentSpec.class : LanguageToolSpec.class;

    // When
    List<String> declared =
        Stream.of(WorkloadSpec.class, own)
            .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .map(Field::getName)
            .toList();

    // Then
    assertThat(fields(kind).map(SpecField::name)).containsExactlyInAnyOrderElementsOf(declared);
  }

  @ParameterizedTest
  @EnumSource
  void aFieldTakenBackLeavesTheDeployment(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "taken-back-" + kind.component());
    deployed(
        workload,
        """
        image: nginx
        command: [/bin/run]
        args: [a]
        env: [{name: A, value: a}]
        envFrom: [{configMapRef: {name: settings, optional: true}}]
        resources: {limits: {cpu: 1}}
        serviceAccountName: robot
        imagePullSecrets: [{name: secret}]
        podSecurityContext: {runAsUser: 1000}
        securityContext: {readOnlyRootFilesystem: true}
        nodeSelector: {disk: ssd}
        tolerations: [{key: gpu, operator: Exists}]
        affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}
        topologySpreadConstraints:
          - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}
        priorityClassName: system-cluster-critical
        terminationGracePeriodSeconds: 7
        volumes: [{name: model, image: {reference: nginx}}]
        volumeMounts: [{name: model, mountPath: /model}]
        livenessProbe: {exec: {command: [a]}}
        readinessProbe: {tcpSocket: {port: 80}}
        startupProbe: {httpGet: {port: http}}
        podLabels: {team: a}
        podAnnotations: {note: b}
        """);

    // When
    workload.edit(
        """
        spec: {command: null, args: null, env: null, envFrom: null, resources: null,
          serviceAccountName: null, imagePullSecrets: null, podSecurityContext: null,
          securityContext: null, nodeSelector: null, tolerations: null, affinity: null,
          topologySpreadConstraints: null, priorityClassName: null,
          terminationGracePeriodSeconds: null, volumes: null, volumeMounts: null,
          livenessProbe: null, readinessProbe: null, startupProbe: null, podLabels: null,
          podAnnotations: null}
        """);

    // Then
    await(
        () -> {
          PodSpec pod = workload.deployment().getSpec().getTemplate().getSpec();
          Container container = workload.container();
          assertThat(container.getCommand()).isEmpty();
          assertThat(container.getArgs()).isEmpty();
          assertThat(container.getEnv()).extracting(EnvVar::getName).doesNotContain("A");
          assertThat(container.getEnvFrom()).isEmpty();
          assertThat(container.getResources().getLimits()).isEmpty();
          assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isNull();
          assertThat(pod.getServiceAccountName()).isEqualTo("default");
          assertThat(pod.getAutomountServiceAccountToken()).isFalse();
          assertThat(pod.getImagePullSecrets()).isEmpty();
          assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
          assertThat(pod.getNodeSelector()).isEmpty();
          assertThat(pod.getTolerations()).isEmpty();
          assertThat(pod.getAffinity()).isNull();
          assertThat(pod.getTopologySpreadConstraints()).isEmpty();
          assertThat(pod.getPriorityClassName()).isNull();
          assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(30);
          assertThat(pod.getVolumes()).isEmpty();
          assertThat(container.getVolumeMounts()).isEmpty();
          assertThat(container.getLivenessProbe()).isNull();
          assertThat(container.getReadinessProbe()).isNull();
          assertThat(container.getStartupProbe()).isNull();
          ObjectMeta metadata = workload.deployment().getSpec().getTemplate().getMetadata();
          assertThat(metadata.getLabels()).doesNotContainKey("team");
          assertThat(metadata.getAnnotations()).doesNotContainKey("note");
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatTheAuthorLeavesOutIsSafe(Kind kind) {
    // When
    Deployment deployment =
        deployed(scene.workload(kind, "defaults-" + kind.component()), "image: nginx");

    // Then
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getServiceAccountName()).isEqualTo("default");
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getContainers())
        .singleElement()
        .satisfies(
            container ->
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse());
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx",
    "grafana/grafana:11.0, docker.io/grafana/grafana:11.0",
    "index.docker.io/library/busybox:1, docker.io/library/busybox:1",
    "quay.io/a/b@sha256:0123456789012345678901234567890123456789012345678901234567890123,"
        + " quay.io/a/b@sha256:0123456789012345678901234567890123456789012345678901234567890123"
  })
  void theImageRunsUnderTheNameByWhichItWasDecided(String written, String runs) {
    // When
    Workload agent = scene.agent("image-" + Integer.toHexString(written.hashCode()));
    deployed(agent, "image: " + written);

    // Then
    assertThat(agent.container().getImage()).isEqualTo(runs);
  }

  @Test
  void theOperatorsInstructionsWinOverAVariableOfTheAuthor() {
    // When
    Workload agent = scene.agent("instructions-twice");
    deployed(
        agent,
        """
        image: nginx
        instructions: from the field
        env:
          - {name: AGENT_INSTRUCTIONS, value: from the environment}
          - {name: OTHER, value: kept}
        """);

    // Then
    assertThat(agent.container().getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .containsExactlyInAnyOrder(
            tuple("AGENT_INSTRUCTIONS", "from the field"), tuple("OTHER", "kept"));
  }

  @Test
  void withoutInstructionsTheVariableIsTheAuthors() {
    // When
    Workload agent = scene.agent("instructions-in-env");
    deployed(agent, "{image: nginx, env: [{name: AGENT_INSTRUCTIONS, value: mine}]}");

    // Then
    assertThat(agent.container().getEnv()).extracting(EnvVar::getValue).containsExactly("mine");
  }

  /** Kubernetes would replace these: {@code $(HOME)} by a variable, {@code $$} by {@code $}. */
  @Test
  void instructionsReachTheContainerAsTheyAreWritten() {
    // When
    Workload agent = scene.agent("instructions-dollars");
    deployed(
        agent,
        """
        image: nginx
        instructions: 'Run $(HOME), pay $5, $$6 or $$(X)'
        env: [{name: HOME, value: /root}]
        """);

    // Then
    assertThat(agent.container().getEnv())
        .filteredOn(variable -> variable.getName().equals("AGENT_INSTRUCTIONS"))
        .extracting(EnvVar::getValue)
        .containsExactly("Run $$(HOME), pay $5, $$$6 or $$$$(X)");
  }

  @Test
  void ofTwoVariablesWithOneNameTheLaterHolds() {
    // When
    Workload agent = scene.agent("duplicate-env");
    deployed(
        agent, "{image: nginx, env: [{name: A, value: one}, {name: B}, {name: A, value: two}]}");

    // Then
    assertThat(agent.container().getEnv())
        .filteredOn(variable -> variable.getName().equals("A"))
        .extracting(EnvVar::getValue)
        .containsExactly("two");
  }

  @Test
  void oneImagePullSecretNamedTwiceIsNoError() {
    // When
    Deployment deployment =
        deployed(
            scene.agent("duplicate-secrets"),
            "{image: nginx, imagePullSecrets: [{name: a}, {name: b}, {name: a}]}");

    // Then
    assertThat(deployment.getSpec().getTemplate().getSpec().getImagePullSecrets())
        .extracting("name")
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({"0", "3"})
  void theNumberOfPodsIsAsAsked(int replicas) {
    // When
    Deployment deployment =
        deployed(scene.agent("replicas-" + replicas), "{image: nginx, replicas: %d}", replicas);

    // Then
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(replicas);
  }

  @Test
  void aNamedServiceAccountBringsItsToken() {
    // When
    PodSpec pod =
        deployed(
                scene.agent("named-service-account"), "{image: nginx, serviceAccountName: default}")
            .getSpec()
            .getTemplate()
            .getSpec();

    // Then
    assertThat(pod.getServiceAccountName()).isEqualTo("default");
    assertThat(pod.getAutomountServiceAccountToken()).isNull();
  }

  @Test
  void anEmptyServiceAccountNameIsNoServiceAccount() {
    // When
    PodSpec pod =
        deployed(scene.agent("empty-service-account"), "{image: nginx, serviceAccountName: ''}")
            .getSpec()
            .getTemplate()
            .getSpec();

    // Then
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
  }

  @Test
  void aPartOfASecurityContextKeepsTheOtherDefaults() {
    // When
    Workload agent = scene.agent("part-of-security");
    PodSpec pod =
        deployed(
                agent,
                """
                image: nginx
                podSecurityContext: {runAsNonRoot: true}
                securityContext: {readOnlyRootFilesystem: true}
                """)
            .getSpec()
            .getTemplate()
            .getSpec();

    // Then
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(agent.container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(agent.container().getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
  }

  /** The API server refuses these together with a denied privilege escalation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"privileged | {privileged: true}", "admin | {capabilities: {add: [CAP_SYS_ADMIN]}}"})
  void aContainerThatNeedsPrivilegesGetsThem(String name, String securityContext) {
    // When
    Workload agent = scene.agent("escalation-" + name);
    deployed(agent, "{image: nginx, securityContext: " + securityContext + "}");

    // Then
    assertThat(agent.container().getSecurityContext().getAllowPrivilegeEscalation()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsLabelledAndOwned(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "labels-" + kind.component());

    // When
    Deployment deployment = deployed(workload, "image: nginx");

    // Then
    Map<String, String> labels =
        Map.of(
            "app",
            workload.name(),
            "app.kubernetes.io/name",
            "language-" + kind.component(),
            "app.kubernetes.io/instance",
            workload.name(),
            "app.kubernetes.io/managed-by",
            "language-operator",
            "app.kubernetes.io/part-of",
            "language-operator",
            "app.kubernetes.io/component",
            kind.component());
    assertThat(deployment.getMetadata().getLabels()).containsAllEntriesOf(labels);
    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(labels);
    assertOwner(workload, deployment.getMetadata().getOwnerReferences());
    if (kind == Kind.TOOL) {
      assertThat(workload.service().getMetadata().getLabels()).containsAllEntriesOf(labels);
      assertOwner(workload, workload.service().getMetadata().getOwnerReferences());
    }
  }

  @Test
  void aToolIsReachedThroughItsService() {
    // When
    Workload tool = scene.tool("served");
    Deployment deployment = deployed(tool, "{image: nginx, port: 9090}");

    // Then
    Service service = tool.service();
    assertThat(service.getSpec().getPorts())
        .singleElement()
        .satisfies(
            port -> {
              assertThat(port.getPort()).isEqualTo(9090);
              assertThat(port.getTargetPort()).isEqualTo(new IntOrString("http"));
            });
    assertThat(tool.container().getPorts())
        .singleElement()
        .satisfies(
            port -> {
              assertThat(port.getName()).isEqualTo("http");
              assertThat(port.getContainerPort()).isEqualTo(9090);
            });
    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(service.getSpec().getSelector());
  }

  @Test
  void aToolSpeaksMcpOnPort8080UnlessToldOtherwise() {
    // When
    Workload tool = scene.tool("defaults");
    deployed(tool, "image: nginx");

    // Then
    assertThat(tool.container().getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(tuple("TOOL_TYPE", "mcp"), tuple("TOOL_PORT", "8080"));
    assertThat(tool.service().getSpec().getPorts()).extracting("port").containsExactly(8080);
  }

  @Test
  void aNewPortReplacesTheOldOne() {
    // Given
    Workload tool = scene.tool("new-port");
    deployed(tool, "{image: nginx, port: 8081}");

    // When
    tool.edit("spec: {port: 8082}");

    // Then
    await(
        () -> {
          assertThat(tool.service().getSpec().getPorts()).extracting("port").containsExactly(8082);
          assertThat(tool.container().getPorts()).extracting("containerPort").containsExactly(8082);
        });
  }

  @Test
  void anAgentHasNoService() {
    // When
    Workload agent = scene.agent("no-service");
    deployed(agent, "image: nginx");

    // Then
    agent.awaitRunning();
    assertThat(agent.findService()).isEmpty();
  }

  private static void assertOwner(Workload workload, List<OwnerReference> owners) {
    assertThat(owners)
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getUid()).isEqualTo(workload.get().getMetadata().getUid());
              assertThat(owner.getName()).isEqualTo(workload.name());
              assertThat(owner.getController()).isTrue();
            });
  }

  private static Stream<SpecField> fields(Kind kind) {
    return Stream.concat(
        SpecField.COMMON.stream(),
        (kind == Kind.AGENT ? SpecField.OF_AGENTS : SpecField.OF_TOOLS).stream());
  }

  private static Deployment deployed(Workload workload, String spec, Object... arguments) {
    workload.create(arguments.length == 0 ? spec : spec.formatted(arguments));
    await(() -> assertThat(workload.findDeployment()).as(workload::explanation).isPresent());
    return workload.deployment();
  }
}
