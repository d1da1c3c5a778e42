package io.langop.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the API server's audit log tells afterwards: who wanted which image, and why it is refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionAuditIT {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVIL = "evil.example/x:1.0";
  private static final String REFUSED =
      "Image registry 'evil.example' is not in whitelist. Allowed: docker.io";
  private static final String FAILURE = "validation.policy.admission.k8s.io/validation_failure";
  private static final String PREFIX = "kube-system.language-operator.";

  private KwokCluster cluster;
  private KubernetesClient client;
  private KubernetesClient ada;
  private OperatorProcess operator;
  private Door door;
  private Door adas;

  @BeforeAll
  void startCluster() {
    cluster = KwokCluster.startAudited();
    client = cluster.adminClient();
    operator =
        OperatorProcess.with(OperatorInstall.shipped().apply(cluster))
            .environment("LANGUAGE_OPERATOR_ADMISSION_ENABLED", "true")
            .start()
            .awaitReady(START_LIMIT);
    Policies.apply(client);
    new Allowlist(client).set("docker.io");
    ada =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(client.getConfiguration())
                    .withImpersonateUsername("ada")
                    .withImpersonateGroups("system:masters")
                    .build())
            .build();
    awaitPolicies();
  }

  /** The API server takes up one policy after the other. */
  private void awaitPolicies() {
    door = new Door(client, TestNamespace.create(client, "audit").name());
    door.mode("warn");
    Eventually.assertThat(
        () -> {
          door.create(named("pod", EVIL));
          door.create(deployment("deployment"));
          assertThat(events("pod"))
              .anyMatch(event -> refusedImages(event, "pods-observed").equals(EVIL));
          assertThat(events("deployment"))
              .anyMatch(event -> refusedImages(event, "templates").equals(EVIL));
        });
  }

  @AfterAll
  void stopCluster() {
    if (operator != null) {
      operator.close();
      ada.close();
    }
    cluster.close();
  }

  @BeforeEach
  void enforce() {
    String namespace = TestNamespace.create(client, "audit").name();
    door = new Door(client, namespace);
    adas = new Door(ada, namespace);
    door.mode("enforce");
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEqualTo(REFUSED));
  }

  @Test
  void aRefusalIsThereWithItsWords() {
    // When
    adas.create(named("refused", EVIL));

    // Then
    JsonNode event = eventOf("refused");
    assertThat(event.at("/impersonatedUser/username").asText()).isEqualTo("ada");
    assertThat(event.at("/responseStatus/code").asInt()).isEqualTo(403);
    assertThat(event.at("/responseStatus/message").asText()).endsWith(REFUSED);
  }

  @Test
  void theModeAuditNotesWhichImageWouldBeRefusedAndWhy() throws IOException {
    // Given
    await("audit");

    // When
    adas.create(named("noted", "nginx", EVIL));

    // Then
    JsonNode event = eventOf("noted");
    assertThat(event.at("/impersonatedUser/username").asText()).isEqualTo("ada");
    assertThat(event.at("/objectRef/namespace").asText()).isEqualTo(door.namespace());
    assertThat(event.at("/responseStatus/code").asInt()).isEqualTo(201);
    assertThat(refusedImages(event, "pods-observed")).isEqualTo(EVIL);
    JsonNode failure = JSON.readTree(event.get("annotations").get(FAILURE).asText()).get(0);
    assertThat(failure.get("message").asText()).isEqualTo(REFUSED);
    assertThat(failure.get("binding").asText()).isEqualTo(PREFIX + "pods.audit");
  }

  @Test
  void theModeWarnNotesTheImageToo() {
    // Given
    await("warn");

    // When
    adas.create(named("warned", EVIL, "nginx", "other.example/y"));

    // Then
    JsonNode event = eventOf("warned");
    assertThat(event.at("/impersonatedUser/username").asText()).isEqualTo("ada");
    assertThat(refusedImages(event, "pods-observed")).isEqualTo(EVIL + ", other.example/y");
    assertThat(event.get("annotations").has(FAILURE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enforce", "warn", "audit"})
  void templatesThatCannotHavePodsAreNoted(String mode) {
    // Given
    await(mode);

    // When
    adas.create(deployment("template-" + mode));

    // Then
    assertThat(refusedImages(eventOf("template-" + mode), "templates")).isEqualTo(EVIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"enforce", "warn", "audit"})
  void nothingIsNotedOfAnImageThatIsAllowed(String mode) {
    // Given
    await(mode);

    // When
    adas.create(named("allowed-" + mode, "nginx"));

    // Then
    assertThat(eventOf("allowed-" + mode).get("annotations").fieldNames())
        .toIterable()
        .noneMatch(name -> name.startsWith(PREFIX))
        .doesNotContain(FAILURE);
  }

  /** Sets the mode and waits until the API server acts on it, which it tells with other names. */
  private void await(String mode) {
    door.mode(mode);
    boolean refuses = mode.equals("enforce");
    Eventually.assertThat(() -> assertThat(door.pod(EVIL)).isEqualTo(refuses ? REFUSED : ""));
  }

  private Pod named(String name, String... images) {
    Pod pod = door.newPod(images);
    pod.getMetadata().setName(name);
    return pod;
  }

  private Deployment deployment(String name) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(door.namespace())
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(Map.of("app", name))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Map.of("app", name))
        .endMetadata()
        .withSpec(door.newPod(EVIL).getSpec())
        .endTemplate()
        .endSpec()
        .build();
  }

  private static String refusedImages(JsonNode event, String policy) {
    return event.get("annotations").path(PREFIX + policy + "/refused-images").asText();
  }

  /** The one event about an object of that name in the namespace, when it has been written. */
  private JsonNode eventOf(String name) {
    Eventually.assertThat(() -> assertThat(events(name)).hasSize(1));
    return events(name).get(0);
  }

  private List<JsonNode> events(String name) {
    try (Stream<String> lines = Files.lines(cluster.auditLog())) {
      return lines
          .map(AdmissionAuditIT::parsed)
          .filter(event -> event.at("/objectRef/namespace").asText().equals(door.namespace()))
          .filter(event -> event.at("/objectRef/name").asText().equals(name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
