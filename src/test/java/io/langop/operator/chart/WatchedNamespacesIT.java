package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Manifests;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release with a list of namespaces, in a namespace that enforces the restricted Pod Security
 * level: the operator works there, with rights there and nowhere else. For the cluster see {@link
 * ReleaseIT}.
 */
class WatchedNamespacesIT {
  private static final String LIMIT = Patience.text(Duration.ofMinutes(2));
  private static final String RELEASE = "guard";
  private static final String HOME = "operators";
  private static final String NAME = "guard-language-operator";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  @TempDir static Path home;

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Helm helm;
  private static OperatorProcess operator;

  @BeforeAll
  static void install() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    helm = Helm.with(cluster.adminKubeconfig(), home);
    createNamespace(HOME, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
    for (String name : List.of("first", "second", "unwatched")) {
      createNamespace(name, Map.of());
    }
    helm.succeed(
        "install",
        RELEASE,
        Chart.PATH,
        "-f",
        Chart.IMAGE,
        "-n",
        HOME,
        "--set",
        "watchNamespaces={first,second},log.json=true",
        "--wait",
        "--timeout",
        LIMIT);
    Deployment deployment = client.apps().deployments().inNamespace(HOME).withName(NAME).require();
    operator =
        OperatorProcess.with(cluster.kubeconfigFor(HOME, NAME))
            .configuredLike(deployment)
            .start()
            .awaitReady(START_LIMIT);
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
    cluster.close();
  }

  private static void createNamespace(String name, Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void podsAreAdmittedAtTheRestrictedLevel() {
    assertThat(client.apps().deployments().inNamespace(HOME).withName(NAME).get().getStatus())
        .extracting(status -> status.getReadyReplicas())
        .isEqualTo(2);
    assertThat(helm.succeed("test", RELEASE, "-n", HOME, "--timeout", LIMIT)).contains("Succeeded");
  }

  @Test
  void resourcesOfTheListedNamespacesAreDecidedAboutAndNoOthers() {
    // Given
    Workloads first = new Workloads(client, "first");
    Workloads second = new Workloads(client, "second");
    Workloads unwatched = new Workloads(client, "unwatched");

    // When
    unwatched.agent("agent", "docker.io/library/alpine");
    first.agent("agent", "docker.io/library/alpine");
    second.agent("agent", "late.example/app");
    first.awaitValidated("agent", "True");
    second.awaitValidated("agent", "False");
    new Allowlist(client).set("docker.io", "late.example");

    // Then
    second.awaitValidated("agent", "True");
    Eventually.assertThat(
        () -> {
          assertThat(first.deployment("agent")).isPresent();
          assertThat(second.deployment("agent")).isPresent();
          assertThat(new Allowlist(client).eventMessages("AllowlistChanged")).isNotEmpty();
        });
    assertThat(unwatched.validation("agent")).isEmpty();
    assertThat(unwatched.deployment("agent")).isEmpty();
  }

  @Test
  void eachLineOfTheLogIsAnObjectIfSoConfigured() {
    assertThat(operator.awaitLog("Loaded allowed registries: [docker.io gcr.io", START_LIMIT))
        .startsWith("{\"timestamp\":")
        .endsWith("}");
  }

  @Test
  void profilersRunInTheListedNamespaces() {
    // Given
    Profiling profiling = new Profiling(client, "second");
    profiling.pod("target", "target");
    new Catalog(client).set(Map.of("aperf", "r.example/aperf:1"));

    // When
    profiling.run("run", "aperf", "target");

    // Then
    profiling.awaitPhase("run", Phase.Completed);
    Eventually.assertThat(
        () -> assertThat(new Catalog(client).eventMessages("ProfilerImageChanged")).isNotEmpty());
  }

  @Test
  void theAccountMayDoNothingOutsideOfTheList() throws IOException, InterruptedException {
    // Given
    Manifests administrator = new Manifests(WatchedNamespacesIT.class, cluster, "unwatched");
    String account = "--as=system:serviceaccount:" + HOME + ":" + NAME;

    // Then
    for (String what :
        List.of("list languageagents", "create deployments", "list pods", "create events")) {
      String[] words = what.split(" ");
      assertThat(administrator.failingKubectl("auth", "can-i", words[0], words[1], account))
          .as(what)
          .contains("no");
      assertThat(administrator.failingKubectl("auth", "can-i", words[0], words[1], "-A", account))
          .as(what + " everywhere")
          .contains("no");
    }
    assertThat(
            new Manifests(WatchedNamespacesIT.class, cluster, "first")
                .kubectl("auth", "can-i", "list", "languageagents", account))
        .contains("yes");
  }
}
