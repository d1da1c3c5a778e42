package io.langop.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.FaultyCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster.Component;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Takes away what admission decides by, and the API server that decides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionFaultsIT {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration OUTAGE_LIMIT = Duration.ofSeconds(120);
  private static final String EVIL = "evil.example/x";

  private FaultyCluster faulty;
  private KubernetesClient client;
  private Allowlist allowlist;
  private OperatorProcess operator;
  private Door door;
  private Door elsewhere;

  @BeforeAll
  void startCluster() {
    faulty = FaultyCluster.start();
    client = faulty.client();
    Policies.apply(client);
    allowlist = new Allowlist(client);
    allowlist.set("docker.io");
    operator =
        faulty
            .operator(faulty.kubeconfig())
            .environment("LANGUAGE_OPERATOR_ADMISSION_ENABLED", "true")
            .start()
            .awaitReady(START_LIMIT);
    door = new Door(client, TestNamespace.create(client, "admission").name());
    door.mode("enforce");
    elsewhere = new Door(client, TestNamespace.create(client, "elsewhere").name());
    awaitRefused("docker.io");
  }

  @AfterAll
  void stopCluster() {
    if (operator != null) {
      operator.close();
    }
    faulty.close();
  }

  private void awaitRefused(String allowed) {
    Eventually.within(
        OUTAGE_LIMIT,
        () -> {
          assertThat(door.pod("nginx")).isEmpty();
          assertThat(door.pod(EVIL))
              .isEqualTo("Image registry 'evil.example' is not in whitelist. Allowed: " + allowed);
        });
  }

  @Test
  void anApiServerThatRestartsDecidesByTheSameList() {
    // When
    faulty.cluster().stop(Component.API_SERVER);
    faulty.cluster().start(Component.API_SERVER);

    // Then
    awaitRefused("docker.io");

    // When
    allowlist.set("docker.io", "quay.io");

    // Then
    awaitRefused("docker.io, quay.io");
    allowlist.set("docker.io");
    awaitRefused("docker.io");
  }

  @Test
  void aDefinitionThatIsDeletedRefusesEverythingUntilItIsBack() {
    // When
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("compiledallowlists.langop.io")
        .delete();

    // Then
    Eventually.assertThat(() -> assertThat(door.pod("nginx")).startsWith("failed to configure "));

    assertThat(elsewhere.pod(EVIL)).as("where nothing is enforced").isEmpty();

    // When
    faulty.cluster().stop(Component.API_SERVER);
    faulty.cluster().start(Component.API_SERVER);

    // Then
    Eventually.within(OUTAGE_LIMIT, () -> assertThat(door.pod("nginx")).startsWith("failed to "));
    assertThat(elsewhere.pod(EVIL)).as("where nothing is enforced").isEmpty();

    // When
    OperatorInstall.shipped().applyCrds(client);

    // Then
    awaitRefused("docker.io");

    // When
    allowlist.set("docker.io", "ghcr.io");

    // Then
    awaitRefused("docker.io, ghcr.io");
    allowlist.set("docker.io");
    awaitRefused("docker.io");
  }
}
