package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Manifests;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a release, by real Helm: what an administrator has edited by hand survives all of it.
 *
 * <p>In a cluster of its own, because what other tests have applied belongs to nobody's release,
 * and with simulated nodes, on which a Deployment becomes ready although there is no image to pull.
 */
class ReleaseIT {
  private static final String LIMIT = Patience.text(Duration.ofMinutes(2));
  private static final String NAME = "language-operator";
  private static final String NAMESPACE = "kube-system";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String DEFAULT_LIST =
      """
      docker.io
      gcr.io
      *.gcr.io
      quay.io
      ghcr.io
      registry.k8s.io
      codeberg.org
      gitlab.com
      *.amazonaws.com
      *.azurecr.io
      """;

  @TempDir static Path home;

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Helm helm;
  private static Allowlist allowlist;
  private static Catalog catalog;

  @BeforeAll
  static void startCluster() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    helm = Helm.with(cluster.adminKubeconfig(), home);
    allowlist = new Allowlist(client);
    catalog = new Catalog(client);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void install() {
    helm.succeed(command("install", "--wait", "--timeout", LIMIT));
  }

  @AfterEach
  void uninstall() {
    for (String release : helm.succeed("list", "-A", "-q", "--no-headers").lines().toList()) {
      helm.run("uninstall", release, "-n", release.equals(NAME) ? NAMESPACE : release, "--wait");
    }
    allowlist.delete();
    catalog.delete();
    Catalog.ofSettings(client).delete();
  }

  @Test
  void anInstallationIsTheWorldThatTheDocumentationDescribes()
      throws IOException, InterruptedException {
    // Then
    assertThat(allowlist.resource().require().getData())
        .containsExactly(Map.entry(Allowlist.KEY, DEFAULT_LIST));
    ConfigMap tools = catalog.resource().require();
    assertThat(tools.getData()).isNullOrEmpty();
    assertThat(Catalog.ofSettings(client).resource().require().getData()).isNullOrEmpty();
    assertThat(tools.getMetadata().getAnnotations().get("kubernetes.io/description"))
        .contains("update-profiler-images.sh");
    Manifests administrator = new Manifests(ReleaseIT.class, cluster, NAMESPACE);
    assertThat(administrator.kubectl("rollout", "restart", "deployment", NAME))
        .contains("deployment.apps/language-operator restarted");
    assertThat(
            administrator.kubectl("rollout", "status", "deployment/" + NAME, "--timeout=" + LIMIT))
        .contains("successfully rolled out");
    assertThat(
            administrator.kubectl(
                "get", "configmap", "operator-config", "-o", "jsonpath={.data.allowed-registries}"))
        .isEqualTo(DEFAULT_LIST);
    assertThat(administrator.kubectl("get", "languageagents,languagetools,powertools", "-A"))
        .contains("No resources found");
    assertThat(helm.succeed("test", NAME, "-n", NAMESPACE, "--timeout", LIMIT))
        .contains("Succeeded");
  }

  @Test
  void theOperatorWorksAsTheChartConfiguresIt() {
    // Given
    Workloads workloads = new Workloads(client, "default");
    Deployment deployment =
        client.apps().deployments().inNamespace(NAMESPACE).withName(NAME).require();

    try (OperatorProcess operator =
        OperatorProcess.with(cluster.kubeconfigFor(NAMESPACE, NAME))
            .configuredLike(deployment)
            .start()
            .awaitReady(START_LIMIT)) {
      // When
      workloads.agent("allowed", "docker.io/library/alpine");
      workloads.agent("blocked", "evil.example/app");

      // Then
      workloads.awaitValidated("allowed", "True");
      workloads.awaitValidated("blocked", "False");
      Eventually.assertThat(() -> assertThat(workloads.deployment("allowed")).isPresent());
      operator.awaitLog("Loaded allowed registries: [docker.io gcr.io *.gcr.io", START_LIMIT);
    } finally {
      workloads.deleteAll();
    }
  }

  @Test
  void nothingThatWasEditedByHandIsLost() {
    // Given lists that were replaced with everything that Helm wrote on them
    allowlist.set("mine.example", "# a comment of ours");
    catalog.set(Map.of("aperf", "mine.example/aperf:1"));
    Catalog.ofSettings(client).set(Map.of("aperf", "args: [mine]"));
    Workloads workloads = new Workloads(client, "default");
    workloads.agent("kept", "docker.io/library/alpine");

    // When
    helm.succeed(command("upgrade", "--set", "log.level=DEBUG"));
    assertEditsAreThere();
    helm.succeed("rollback", NAME, "1", "-n", NAMESPACE);
    assertEditsAreThere();
    helm.succeed("uninstall", NAME, "-n", NAMESPACE, "--wait");
    assertEditsAreThere();
    helm.succeed(command("install"));

    // Then
    assertEditsAreThere();
    assertThat(workloads.list()).hasSize(1);
    workloads.deleteAll();
  }

  @Test
  void aListThatIsKeptInTheValuesReplacesNobodysWithoutBeingTold() {
    // Given
    String[] managed =
        command("upgrade", "--set", "allowlist.managed=true,allowlist.registries={mine.example}");

    // Then
    assertThat(helm.fail(managed))
        .contains("kubectl label configmap operator-config -n kube-system")
        .contains("kubectl annotate configmap operator-config -n kube-system");

    // Given what the sentence says
    Eventually.edited(
        allowlist.resource(),
        it -> {
          it.getMetadata().getLabels().put("app.kubernetes.io/managed-by", "Helm");
          it.getMetadata().getAnnotations().put("meta.helm.sh/release-name", NAME);
          it.getMetadata().getAnnotations().put("meta.helm.sh/release-namespace", NAMESPACE);
          return it;
        });

    // When
    helm.succeed(managed);

    // Then
    assertThat(allowlist.resource().require().getData())
        .containsExactly(Map.entry(Allowlist.KEY, "mine.example\n"));

    // When the list is given back to whoever edits it
    helm.succeed(command("upgrade"));
    helm.succeed("uninstall", NAME, "-n", NAMESPACE, "--wait");

    // Then
    assertThat(allowlist.resource().require().getData())
        .containsExactly(Map.entry(Allowlist.KEY, "mine.example\n"));
  }

  @Test
  void aListThatIsNotReadInTheNamespaceOfTheReleaseIsNamed() {
    // When
    String elsewhere =
        helm.succeed(
            command("upgrade", "--dry-run=server", "--set", "allowlist.namespace=default"));
    String here = helm.succeed(command("upgrade", "--dry-run=server"));

    // Then
    assertThat(elsewhere)
        .contains("Namespace kube-system has a ConfigMap operator-config too")
        .contains("set allowlist.namespace=kube-system");
    assertThat(here).doesNotContain("has a ConfigMap operator-config too");
  }

  @Test
  void aKindThatTheClusterDoesNotKnowIsNamed() {
    // Given
    Map<String, String> kinds =
        Map.of(
            "serviceMonitor.enabled=true", "monitoring.coreos.com/v1",
            "prometheusRule.enabled=true", "monitoring.coreos.com/v1",
            "networkPolicy.enabled=true,networkPolicy.flavor=cilium", "cilium.io/v2");

    // Then
    kinds.forEach(
        (values, version) ->
            assertThat(helm.fail(command("upgrade", "--dry-run=server", "--set", values)))
                .contains("this cluster does not know " + version));
  }

  @Test
  void aQuotaOfTheNamespaceCountsEveryPod() {
    // Given
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("everything")
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withNewSpec()
            .addToHard("requests.cpu", new Quantity("10"))
            .addToHard("requests.memory", new Quantity("10Gi"))
            .addToHard("limits.cpu", new Quantity("20"))
            .addToHard("limits.memory", new Quantity("20Gi"))
            .endSpec()
            .build();
    client.resource(quota).create();
    Eventually.assertThat(
        () -> assertThat(client.resource(quota).get().getStatus().getUsed()).isNotEmpty());

    try {
      // When
      helm.succeed(
          command("upgrade", "--set", "podAnnotations.new=pods", "--wait", "--timeout", LIMIT));

      // Then
      assertThat(helm.succeed("test", NAME, "-n", NAMESPACE, "--timeout", LIMIT))
          .contains("Succeeded");
    } finally {
      client.resource(quota).delete();
    }
  }

  @Test
  void anUpgradeReusesTheValuesOfAChartThatHadFewerOfThem() throws IOException {
    // Given a release of a chart without what was added since
    helm.succeed("uninstall", NAME, "-n", NAMESPACE, "--wait");
    Path old = home.resolve("old-chart");
    FileTree.read(Path.of(Chart.PATH)).replace(old);
    Map<?, ?> values =
        Serialization.unmarshal(Files.readString(old.resolve("values.yaml")), Map.class);
    for (String added :
        List.of("enabled", "releaseGuard", "tests", "dashboard", "admission", "global")) {
      values.remove(added);
    }
    Files.writeString(old.resolve("values.yaml"), Serialization.asYaml(values));
    helm.succeed(
        "install",
        NAME,
        old.toString(),
        "-f",
        Chart.IMAGE,
        "-n",
        NAMESPACE,
        "--set",
        "log.level=DEBUG");

    // When
    helm.succeed("upgrade", NAME, Chart.PATH, "-n", NAMESPACE, "--reuse-values");

    // Then
    assertThat(helm.succeed("get", "manifest", NAME, "-n", NAMESPACE))
        .contains("value: \"DEBUG\"")
        .contains("image: \"registry.example.com/language-operator:1.0\"")
        .contains("ValidatingAdmissionPolicyBinding");
    helm.succeed("upgrade", NAME, Chart.PATH, "-n", NAMESPACE, "--reset-then-reuse-values");
  }

  private static void assertEditsAreThere() {
    assertThat(allowlist.resource().require().getData())
        .containsExactly(Map.entry(Allowlist.KEY, "mine.example\n# a comment of ours\n"));
    assertThat(catalog.resource().require().getData())
        .containsExactly(Map.entry("aperf", "mine.example/aperf:1"));
    assertThat(Catalog.ofSettings(client).resource().require().getData())
        .containsExactly(Map.entry("aperf", "args: [mine]"));
    assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
        .extracting(it -> it.getMetadata().getName())
        .contains("languageagents.langop.io", "powertools.codriverlabs.ai.toe.run");
  }

  @Test
  void anUpgradeMakesALostListAnewAndUpgradesTheCrds() {
    // Given
    allowlist.delete();
    Eventually.edited(
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("languageagents.langop.io"),
        crd -> {
          crd.getSpec().getNames().setShortNames(List.of("old"));
          return crd;
        });

    // When
    helm.succeed(command("upgrade", "--set", "commonLabels.a=b"));

    // Then
    assertThat(allowlist.resource().require().getData().get(Allowlist.KEY)).isEqualTo(DEFAULT_LIST);
    assertThat(
            client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("languageagents.langop.io")
                .get()
                .getSpec()
                .getNames()
                .getShortNames())
        .containsExactly("lagent");
  }

  @Test
  void aSecondReleaseIsRefusedUnlessTheirNamespacesAreDisjoint() {
    // Given
    for (String name : List.of("one", "other")) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .serverSideApply();
    }

    // Then
    assertThat(second("{one}")).contains("already decides about all namespaces");

    // When
    helm.succeed(command("upgrade", "--set", "watchNamespaces={other}"));

    // Then
    assertThat(second("{one,other}")).contains("already decides about the namespaces other");
    assertThat(second("{nowhere}")).contains("kubectl create namespace nowhere");
    helm.succeed(
        "install",
        "one",
        Chart.PATH,
        "-f",
        Chart.IMAGE,
        "-n",
        "one",
        "--set",
        "watchNamespaces={one}",
        "--wait");
    assertThat(
            helm.fail(
                "upgrade",
                "one",
                Chart.PATH,
                "-f",
                Chart.IMAGE,
                "-n",
                "one",
                "--set",
                "watchNamespaces={other}"))
        .contains("already decides about the namespaces other");
    helm.succeed("uninstall", NAME, "-n", NAMESPACE, "--wait");
    helm.succeed(
        "upgrade",
        "one",
        Chart.PATH,
        "-f",
        Chart.IMAGE,
        "-n",
        "one",
        "--set",
        "watchNamespaces=null");
  }

  private static String second(String namespaces) {
    return helm.fail(
        "install",
        "one",
        Chart.PATH,
        "-f",
        Chart.IMAGE,
        "-n",
        "one",
        "--set",
        "watchNamespaces=" + namespaces);
  }

  @Test
  void crdsOfSomebodyElseAreLeftAloneOrExplained() {
    // Given
    helm.succeed("uninstall", NAME, "-n", NAMESPACE, "--wait");
    annotatePowerToolCrd("langop.io/definition", "another");

    // Then
    String refusal = helm.fail("install", "new", Chart.PATH, "-f", Chart.IMAGE, "-n", NAMESPACE);
    assertThat(refusal)
        .contains("kubectl label crd powertools.codriverlabs.ai.toe.run")
        .contains("crds.install=false");

    // When what the sentence says is done
    annotatePowerToolCrd("meta.helm.sh/release-name", "new");

    // Then
    helm.succeed("install", "new", Chart.PATH, "-f", Chart.IMAGE, "-n", NAMESPACE);
    helm.succeed("uninstall", "new", "-n", NAMESPACE, "--wait");
  }

  /** Helm's arguments to install or upgrade this release with the image of the tests. */
  private static String[] command(String verb, String... more) {
    return Stream.concat(
            Stream.of(verb, NAME, Chart.PATH, "-f", Chart.IMAGE, "-n", NAMESPACE), Stream.of(more))
        .toArray(String[]::new);
  }

  private static void annotatePowerToolCrd(String name, String value) {
    Eventually.edited(
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("powertools.codriverlabs.ai.toe.run"),
        crd -> {
          crd.getMetadata().getAnnotations().put(name, value);
          return crd;
        });
  }
}
