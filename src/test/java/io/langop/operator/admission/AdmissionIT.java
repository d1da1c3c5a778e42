package io.langop.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list at the door: what the operator writes, and what the API server refuses by it. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("native")
class AdmissionIT {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String EVIL = "evil.example/x";
  private static final String REFUSED =
      "Image registry 'evil.example' is not in whitelist. Allowed: docker.io";

  /** The minor version of Kubernetes whose managed fields have the time of ephemeral containers. */
  private static final int STAMPS_EPHEMERAL_CONTAINERS = 33;

  private KubernetesClient client;
  private Path kubeconfig;
  private Allowlist allowlist;
  private OperatorProcess operator;
  private TestNamespace namespace;
  private Door door;

  @BeforeAll
  void startOperator(TestCluster cluster, KubernetesClient client) {
    this.client = client;
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    Policies.apply(client);
    allowlist = new Allowlist(client);
    allowlist.set("docker.io");
    operator = start();
  }

  private OperatorProcess start() {
    return OperatorProcess.with(kubeconfig)
        .environment("LANGUAGE_OPERATOR_ADMISSION_ENABLED", "true")
        .start()
        .awaitReady(START_LIMIT);
  }

  @BeforeEach
  void enforce() {
    namespace = TestNamespace.create(client, "admission");
    door = new Door(client, namespace.name());
    door.mode("enforce");
    allowlist.set("docker.io");
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEqualTo(REFUSED));
  }

  @AfterEach
  void removeNamespace() {
    namespace.close();
  }

  @AfterAll
  void uninstall() {
    if (operator != null) {
      operator.close();
    }
    Policies.delete(client);
    compiled().delete();
  }

  private Resource<CompiledAllowlist> compiled() {
    return client.resources(CompiledAllowlist.class).withName(Allowlist.NAME);
  }

  @Test
  void anEditOfTheListIsEnforcedAtOnce() {
    // When
    allowlist.set("docker.io", "evil.example");

    // Then
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEmpty());

    // When
    allowlist.set("docker.io");

    // Then
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEqualTo(REFUSED));
  }

  @Test
  void severalImagesAreToldTogether() {
    assertThat(door.create(door.newPod("nginx", EVIL, "bad.example/y", "Docker.io/Bad")))
        .startsWith(
            "3 images are refused: Image registry 'evil.example' is not in whitelist. Image registry"
                + " 'bad.example' is not in whitelist. Image 'Docker.io/Bad' is not a valid image"
                + " reference: ")
        .endsWith(". Allowed: docker.io");
    assertThat(door.create(door.newPod(EVIL, EVIL))).isEqualTo(REFUSED);
  }

  @Test
  void initContainersAreJudged() {
    // Given
    Pod pod = door.newPod("nginx");
    pod.getSpec().setInitContainers(door.newPod(EVIL).getSpec().getContainers());

    // Then
    pod.getSpec().getInitContainers().get(0).setName("init");
    assertThat(door.create(pod)).isEqualTo(REFUSED);
  }

  @Test
  void imageVolumesAreJudged() {
    // Given
    assumeThat(minorVersion()).as("Kubernetes that has image volumes").isGreaterThanOrEqualTo(35);
    Pod pod = door.newPod("nginx");
    pod.getSpec()
        .setVolumes(
            List.of(
                new VolumeBuilder()
                    .withName("model")
                    .withNewImage()
                    .withReference(EVIL)
                    .endImage()
                    .build()));

    // Then
    assertThat(door.create(pod)).isEqualTo(REFUSED);
  }

  @Test
  void whoPretendsThatAPodIsAMirrorPodIsRefused() {
    // Given
    Pod pod = door.newPod(EVIL);
    pod.getMetadata().setAnnotations(Map.of("kubernetes.io/config.mirror", "x"));
    pod.getSpec().setNodeName("node");

    // Then
    assertThat(door.create(pod)).isEqualTo(REFUSED);
  }

  @Test
  void authorsDoNotBorrowTheOperatorsRights() {
    // Given
    try (KubernetesClient author = author()) {
      Door authors = new Door(author, namespace.name());

      // Then
      Eventually.assertThat(() -> assertThat(authors.create(agent(null))).isEmpty());
      Eventually.assertThat(
          () -> assertThat(authors.create(agent("builder"))).contains("serviceAccountName"));
      assertThat(door.create(agent("builder"))).as("who may create pods").isEmpty();
    }
  }

  /** Somebody who may make agents, and no pods. */
  private KubernetesClient author() {
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("author")
                .withNamespace(namespace.name())
                .endMetadata()
                .withRoleRef(
                    new RoleRef("rbac.authorization.k8s.io", "ClusterRole", "author-of-agents"))
                .withSubjects(new Subject("rbac.authorization.k8s.io", "User", "author", null))
                .build())
        .create();
    client
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName("author-of-agents")
                .endMetadata()
                .addNewRule()
                .withApiGroups("langop.io")
                .withResources("languageagents")
                .withVerbs("create", "patch", "get")
                .endRule()
                .build())
        .createOr(NonDeletingOperation::update);
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(client.getConfiguration()).withImpersonateUsername("author").build())
        .build();
  }

  /**
   * A field of a spec, and how the refusal names it where its author may create no pods.
   *
   * @param words empty where anybody may use it
   */
  private record FieldUse(String yaml, String words) {}

  private static Stream<FieldUse> fieldsAndWhatTheyNeed() {
    return Stream.of(
        new FieldUse("volumes: [{name: a, emptyDir: {}}, {name: b, configMap: {name: x}}]", ""),
        new FieldUse("volumes: [{name: a, downwardAPI: {}}, {name: b, image: {reference: x}}]", ""),
        new FieldUse(
            "volumes: [{name: a, projected: {sources: [{configMap: {name: x}}, {downwardAPI: {}}]}}]",
            ""),
        new FieldUse("volumes: [{name: a, secret: {secretName: x}}]", "spec.volumes 'a'"),
        new FieldUse("volumes: [{name: a, hostPath: {path: /}}]", "spec.volumes 'a'"),
        new FieldUse("volumes: [{name: a, csi: {driver: x}}]", "spec.volumes 'a'"),
        new FieldUse("volumes: [{name: a, nfs: {server: x, path: /}}]", "spec.volumes 'a'"),
        new FieldUse(
            "volumes: [{name: a, persistentVolumeClaim: {claimName: x}}]", "spec.volumes 'a'"),
        new FieldUse(
            "volumes: [{name: a, projected: {sources: [{configMap: {name: x}}, {secret: {name: x}}]}}]",
            "spec.volumes 'a'"),
        new FieldUse(
            "volumes: [{name: a, projected: {sources: [{serviceAccountToken: {path: x}}]}}]",
            "spec.volumes 'a'"),
        new FieldUse(
            "volumes: [{name: a, emptyDir: {}}, {name: b, secret: {secretName: x}}]",
            "spec.volumes 'b': remove it"),
        new FieldUse("livenessProbe: {exec: {command: [a]}}", ""),
        new FieldUse("readinessProbe: {httpGet: {port: 80, path: /a}, periodSeconds: 5}", ""),
        new FieldUse("startupProbe: {grpc: {port: 80}, timeoutSeconds: 1}", ""),
        new FieldUse(
            "livenessProbe: {httpGet: {port: 80, host: 10.0.0.1}}",
            "spec.livenessProbe with a host"),
        new FieldUse(
            "startupProbe: {tcpSocket: {port: 80, host: example.com}}",
            "spec.startupProbe with a host"),
        new FieldUse("podLabels: {app.kubernetes.io/version: '1'}", "spec.podLabels"),
        new FieldUse("podAnnotations: {a: b}", "spec.podAnnotations"),
        new FieldUse("priorityClassName: high", "spec.priorityClassName"),
        new FieldUse(
            "topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway}]",
            ""),
        new FieldUse("terminationGracePeriodSeconds: 5", ""));
  }

  @Test
  void authorsMayUseTheFieldsThatLendThemNothing() {
    try (KubernetesClient author = author()) {
      Door authors = new Door(author, namespace.name());
      Eventually.assertThat(() -> assertThat(authors.create(agent(null))).isEmpty());
      Eventually.assertThat(
          () -> assertThat(authors.create(agent("builder"))).contains("serviceAccountName"));
      SoftAssertions.assertSoftly(
          softly ->
              fieldsAndWhatTheyNeed()
                  .forEach(
                      field -> {
                        String yaml = field.yaml();
                        String words = field.words();
                        String refusal = authors.create(agentWith(yaml));
                        if (words.isEmpty()) {
                          softly.assertThat(refusal).as(yaml).isEmpty();
                        } else {
                          softly.assertThat(refusal).as(yaml).contains("may not use " + words);
                        }
                        softly.assertThat(door.create(agentWith(yaml))).as(yaml).isEmpty();
                      }));
    }
  }

  @Test
  void theAuthorOfAnAgentIsWarnedOfEachOfItsImages() {
    // Given
    LanguageAgent agent =
        agentWith(
            "volumes: [{name: a, image: {reference: bad.example/a}}, {name: b, emptyDir: {}}]");

    // Then
    Eventually.assertThat(
        () ->
            assertThat(door.warnings(agent))
                .singleElement()
                .asString()
                .contains("Image registry 'bad.example' is not in whitelist. Allowed: docker.io"));

    // When
    agent.getSpec().setImage(EVIL);

    // Then
    String words = list("docker.io").decide(List.of(EVIL, "bad.example/a"), "any").message();
    assertThat(words).startsWith("2 images are refused: ");
    assertThat(door.warnings(agent)).singleElement().asString().contains(words);
  }

  private static RegistryAllowlist list(String text) {
    return RegistryAllowlist.parse(text, Instant.EPOCH);
  }

  private LanguageAgent agentWith(String fields) {
    LanguageAgent agent = agent(null);
    agent.setSpec(
        Serialization.unmarshal("image: nginx\n" + fields + "\n", LanguageAgentSpec.class));
    return agent;
  }

  private LanguageAgent agent(String serviceAccount) {
    LanguageAgent agent = new LanguageAgent();
    agent.getMetadata().setName("agent");
    agent.getMetadata().setNamespace(namespace.name());
    agent.setSpec(new LanguageAgentSpec());
    agent.getSpec().setImage("nginx");
    agent.getSpec().setServiceAccountName(serviceAccount);
    return agent;
  }

  @ParameterizedTest
  @ValueSource(strings = {"warn", "audit", "off", "Enforce"})
  void onlyTheModeEnforceRefuses(String mode) {
    // When
    door.mode(mode);

    // Then
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEmpty());
  }

  @Test
  void whatRunsAlreadyIsNotJudgedAgainAndNewContainersAre() {
    // Given
    allowlist.set("docker.io", "evil.example");
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEmpty());
    Profiling pods = new Profiling(client, namespace.name());
    client.resource(door.newPod(EVIL)).create();
    Eventually.assertThat(
        () -> assertThat(pods.pod("pod").getStatus().getPhase()).isEqualTo("Running"));

    // When
    allowlist.set("docker.io");
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEqualTo(REFUSED));

    // Then
    pods.label("pod", "any", "label");
    assertThat(debug("evil.example/x")).as("the image runs already").isEmpty();
    assertThat(debug("evil.example/debugger")).isEqualTo(REFUSED);
    assertThat(debug("busybox")).isEmpty();
    client.pods().inNamespace(namespace.name()).withName("pod").delete();
  }

  /** What the API server says to {@code kubectl debug} with an image. */
  private String debug(String image) {
    return debug("pod", image);
  }

  private String debug(String pod, String image) {
    String name = "debug-" + Integer.toHexString(image.hashCode());
    try {
      client
          .pods()
          .inNamespace(namespace.name())
          .withName(pod)
          .ephemeralContainers()
          .patch(
              PatchContext.of(PatchType.STRATEGIC_MERGE),
              """
              {"spec": {"ephemeralContainers": [{"name": "%s", "image": "%s"}]}}"""
                  .formatted(name, image));
      return "";
    } catch (KubernetesClientException e) {
      return Door.words(e);
    }
  }

  @Test
  void theOperatorsOwnProfilersPass() {
    // Given
    new Catalog(client).set(Map.of("aperf", "evil.example/aperf:1"));
    Profiling profiling = new Profiling(client, namespace.name());
    profiling.pod("target", "app");

    // When
    profiling.run("run", "aperf", "app");

    // Then
    profiling.awaitPhase("run", Phase.Completed);
    assertThat(debug("target", "evil.example/aperf:1"))
        .as("the approval is for the operator's profiler alone")
        .isEqualTo(REFUSED);
    assertThat(profiling.injected("target"))
        .singleElement()
        .returns("evil.example/aperf:1", EphemeralContainer::getImage);
  }

  @Test
  void aMissingListRefusesWithItsWords() {
    // When
    allowlist.delete();

    // Then
    Eventually.assertThat(
        () ->
            assertThat(door.pod("nginx"))
                .startsWith(
                    "ConfigMap 'kube-system/operator-config' does not exist, so no image can be"
                        + " validated and nothing new is started."));

    // When
    allowlist.set("docker.io");

    // Then
    Eventually.assertThat(() -> assertThat(door.pod("nginx")).isEmpty());
  }

  @Test
  void anEntryThatEndsLetsNothingInAnyMore() {
    // Given
    Instant end = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);

    // When
    allowlist.set("docker.io", "evil.example until=" + end);

    // Then
    Eventually.assertThat(
        () ->
            assertThat(door.pod(EVIL)).isEqualTo(REFUSED + "; entry 'evil.example' ended " + end));
    Eventually.assertThat(() -> assertThat(compiled().get().getSpec().getEntries()).isOne());
  }

  @Test
  void anEntryThatEndsLetsNothingInWhileNoOperatorRuns() {
    // Given
    Instant end =
        Instant.now().plus(Patience.of(Duration.ofSeconds(15))).truncatedTo(ChronoUnit.SECONDS);
    allowlist.set("docker.io", "evil.example until=" + end);
    Eventually.assertThat(
        () -> assertThat(compiled().get().getSpec().getConditional()).isNotEmpty());

    // When
    operator.close();

    // Then
    Eventually.assertThat(
        () ->
            assertThat(door.pod(EVIL))
                .isEqualTo(
                    REFUSED
                        + ", evil.example{until="
                        + end
                        + "}; entry 'evil.example' ended "
                        + end));
    operator = start();
  }

  @Test
  void whatSomebodyChangesIsWrittenAgain() {
    // Given
    double repairs = metric("admission_repairs_total");

    // When
    Eventually.edited(
        compiled(),
        found -> {
          found.getSpec().setAllowed(Map.of("evil.example", true));
          return found;
        });

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(compiled().get().getSpec().getAllowed()).containsOnlyKeys("docker.io");
          assertThat(door.pod(EVIL)).isEqualTo(REFUSED);
        });

    // When
    compiled().delete();

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(compiled().get().getSpec().getAllowed()).containsOnlyKeys("docker.io");
          assertThat(door.pod("nginx")).isEmpty();
          assertThat(metric("admission_repairs_total")).isGreaterThanOrEqualTo(repairs + 2);
          assertThat(metric("admission_in_sync")).isOne();
        });
  }

  private double metric(String name) {
    return operator.metric("language_operator_" + name, Map.of()).orElseThrow();
  }

  @Test
  void whatSomebodyAddsIsTakenAwayToo() {
    // When
    compiled()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"spec": {"conditional": {"evil.example": {"everywhere": [{"entry": "evil.example"}]}}}}""");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(compiled().get().getSpec().getConditional()).isEmpty();
          assertThat(door.pod(EVIL)).isEqualTo(REFUSED);
        });

    // When somebody else owns what is there, and the list is emptied
    compiled()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"spec": {"allowed": {"docker.io": true, "evil.example": true}}}""");
    allowlist.set("# nothing");

    // Then
    Eventually.assertThat(
        () -> assertThat(door.pod("nginx")).endsWith("is not in whitelist. Allowed: none"));
  }

  @Test
  void whatNobodyNeedsIsTakenAwayAndNotWrittenForEver() {
    // Given
    allowlist.delete();
    Eventually.assertThat(
        () -> assertThat(compiled().get().getSpec().getUnavailable()).isNotEmpty());

    // When
    compiled().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"sha256\": \"x\"}}");

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(compiled().get().getSpec().getSha256()).isEmpty();
          assertThat(metric("admission_in_sync")).isOne();
        });
  }

  @Test
  void anImageIdIsNoReference() {
    assertThat(door.pod("sha256:" + "0a".repeat(32)))
        .contains("nodes take it for the ID of an image");
    assertThat(door.pod("sha256:3f2a")).contains("nodes take it for the ID of an image");
    assertThat(door.pod("nginx@sha256:" + "0a".repeat(32))).isEmpty();
  }

  @Test
  void anEntryThatHasEndedLetsNothingInByAnUpdateWhileNoOperatorRuns() {
    // Given
    Instant end =
        Instant.now().plus(Patience.of(Duration.ofSeconds(15))).truncatedTo(ChronoUnit.SECONDS);
    allowlist.set("docker.io", "evil.example until=" + end);
    Eventually.assertThat(
        () -> assertThat(compiled().get().getSpec().getConditional()).isNotEmpty());
    client.resource(door.newPod("nginx")).create();
    operator.close();

    // When
    Eventually.assertThat(() -> assertThat(Instant.now()).isAfter(end));

    // Then
    String refusal = debug(EVIL);
    operator = start();
    assertThat(refusal).contains("entry 'evil.example' ").contains(end.toString());
  }

  @Test
  void anEphemeralContainerIsLetInUntilItsEntryEndsWhereItsTimeIsKnown() {
    // Given
    Instant end = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    allowlist.set("docker.io", "evil.example until=" + end);
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEmpty());
    client.resource(door.newPod("nginx")).create();

    // Then
    assertThat(debug(EVIL))
        .endsWith(
            minorVersion() >= STAMPS_EPHEMERAL_CONTAINERS
                ? ""
                : "entry 'evil.example' is until "
                    + end
                    + ", and this version of Kubernetes does not tell when the image came");
  }

  private int minorVersion() {
    return Integer.parseInt(client.getKubernetesVersion().getMinor().replaceAll("\\D", ""));
  }

  @Test
  void whoTakesOverWritesOnlyWhatDiffers() {
    // Given
    String version = compiled().get().getMetadata().getResourceVersion();

    // When
    operator.close();
    operator = start();
    Eventually.assertThat(() -> assertThat(metric("admission_in_sync")).isOne());

    // Then
    assertThat(compiled().get().getMetadata().getResourceVersion()).isEqualTo(version);

    // When
    operator.close();
    allowlist.set("docker.io", "quay.io");
    operator = start();

    // Then
    Eventually.assertThat(() -> assertThat(door.pod("quay.io/x")).isEmpty());
  }

  @Test
  void afterAnUninstallationEveryPodIsTaken() {
    // When
    Policies.delete(client);

    // Then
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEmpty());
    Policies.apply(client);
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEqualTo(REFUSED));
  }

  @Test
  void aMissingParameterRefuses() {
    // Given
    operator.close();

    // When
    compiled().delete();

    // Then
    Eventually.assertThat(
        () ->
            assertThatThrownBy(() -> client.resource(door.newPod("nginx")).dryRun().create())
                .hasMessageContaining("no params found for policy binding"));
    operator = start();
    Eventually.assertThat(() -> assertThat(door.pod("nginx")).isEmpty());
  }
}
