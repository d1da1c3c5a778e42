package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Manifests;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.ProjectDirectory;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart by tools that keep a cluster as Git says, as far as that can be seen without them: Argo
 * CD renders with {@code helm template}, which sees no cluster, and applies; Flux installs with
 * Helm.
 */
class GitOpsIT {
  private static final String NAME = "language-operator";
  private static final String NAMESPACE = "kube-system";
  private static final Path LISTS = Path.of(ChartGenerator.OUTPUT, "manifests/src/config/manager");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Manifests administrator;
  private static Allowlist allowlist;
  private static Catalog catalog;

  @BeforeAll
  static void startCluster() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    administrator = new Manifests(GitOpsIT.class, cluster, "");
    allowlist = new Allowlist(client);
    catalog = new Catalog(client);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @AfterEach
  void removeLists() {
    allowlist.delete();
    catalog.delete();
    Catalog.ofSettings(client).delete();
  }

  @Test
  void anEditBetweenTwoAppliesOfTheRenderedChartSurvives()
      throws IOException, InterruptedException {
    // Given a first sync, and an administrator who makes the lists and edits them
    sync("{}");
    administrator.kubectl("apply", "-f", LISTS.resolve("registry-whitelist.yaml").toString());
    administrator.kubectl("apply", "-f", LISTS.resolve("profiler-images.yaml").toString());
    administrator.kubectl("apply", "-f", LISTS.resolve("profiler-settings.yaml").toString());
    Catalog.ofSettings(client).set(Map.of("aperf", "args: [mine]"));
    allowlist.set("mine.example");
    catalog.set(Map.of("aperf", "mine.example/aperf:1"));

    // When
    sync("{commonLabels: {a: b}}");

    // Then
    assertThat(allowlist.resource().require().getData())
        .isEqualTo(Map.of(Allowlist.KEY, "mine.example\n"));
    assertThat(catalog.resource().require().getData())
        .isEqualTo(Map.of("aperf", "mine.example/aperf:1"));
    assertThat(Catalog.ofSettings(client).resource().require().getData())
        .isEqualTo(Map.of("aperf", "args: [mine]"));
    assertThat(client.namespaces().withName("toe-system").require().getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep")
        .containsEntry("argocd.argoproj.io/sync-options", "Prune=false,Delete=false")
        .doesNotContainKey("helm.sh/hook");
  }

  /** With a CRD, every resource of its kind goes, and every workload with it. */
  @Test
  void definitionsThatLeaveGitStayInTheCluster() throws IOException, InterruptedException {
    // When
    sync("{}");

    // Then
    assertThat(
            client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("languageagents.langop.io")
                .require()
                .getMetadata()
                .getAnnotations())
        .containsEntry("argocd.argoproj.io/sync-options", "Prune=false,Delete=false")
        .containsEntry("kustomize.toolkit.fluxcd.io/prune", "disabled");
  }

  @Test
  void listsThatAreKeptInGitAreWrittenAtEverySync() throws IOException, InterruptedException {
    // Given
    Map<String, Object> values =
        part(example("argocd.yaml", "Application"), "spec", "source", "helm", "valuesObject");
    sync(Serialization.asYaml(values));
    assertThat(allowlist.resource().require().getData())
        .isEqualTo(
            Map.of(Allowlist.KEY, "registry.example.com\nquay.io/acme/ namespaces=team-a\n"));
    assertThat(catalog.resource().require().getData())
        .isEqualTo(Map.of("aperf", "registry.example.com/aperf:v1.0.0"));
    assertThat(Catalog.ofSettings(client).resource().require().getData().get("aperf"))
        .contains("- SYS_PTRACE", "runAsUser: 0", "maxDuration: 10m");
    Catalog.ofSettings(client).set(Map.of());
    allowlist.set("edited.example");

    // When
    sync(Serialization.asYaml(values) + "\ncommonLabels: {a: b}\n");

    // Then
    assertThat(allowlist.resource().require().getData())
        .isEqualTo(
            Map.of(Allowlist.KEY, "registry.example.com\nquay.io/acme/ namespaces=team-a\n"));
    assertThat(Catalog.ofSettings(client).resource().require().getData()).containsKey("aperf");
    assertThat(allowlist.resource().require().getMetadata().getAnnotations())
        .containsEntry("argocd.argoproj.io/sync-options", "Prune=false,Delete=false");
  }

  @Test
  void anEditBetweenTwoUpgradesByFluxSurvives() throws IOException {
    // Given
    Helm helm = Helm.with(cluster.adminKubeconfig(), home);
    Map<String, Object> spec = part(example("flux.yaml", "HelmRelease"), "spec");
    assertThat(spec).containsEntry("releaseName", NAME).containsEntry("targetNamespace", NAMESPACE);
    Path values = values("flux", Serialization.asYaml(spec.get("values")));
    List<String> upgrade =
        List.of(
            "upgrade",
            NAME,
            Chart.PATH,
            "-f",
            Chart.IMAGE,
            "--install",
            "--take-ownership",
            "-n",
            NAMESPACE,
            "-f",
            values.toString());
    assertThat(helm.run(upgrade).succeeded()).isTrue();
    assertThat(allowlist.resource().require().getData().get(Allowlist.KEY)).contains("docker.io");
    allowlist.set("mine.example");

    // When
    Helm.Result again =
        helm.run(Stream.concat(upgrade.stream(), Stream.of("--set", "log.level=DEBUG")).toList());

    // Then
    assertThat(again.succeeded()).as(again.output()).isTrue();
    assertThat(allowlist.resource().require().getData())
        .isEqualTo(Map.of(Allowlist.KEY, "mine.example\n"));
    helm.succeed("uninstall", NAME, "-n", NAMESPACE, "--wait");
  }

  /** Renders as Argo CD does and applies all but what it ignores, the hook of {@code helm test}. */
  private static void sync(String values) throws IOException, InterruptedException {
    String rendered =
        new Chart(Helm.withoutCluster(home))
            .template(
                "-n",
                NAMESPACE,
                "--include-crds",
                "--skip-tests",
                "-f",
                values("argocd", values).toString());
    administrator.kubectl(
        "apply",
        "--server-side",
        "--force-conflicts",
        "-f",
        Files.writeString(home.resolve("rendered.yaml"), rendered).toString());
  }

  private static Path values(String name, String yaml) throws IOException {
    return Files.writeString(home.resolve(name + "-values.yaml"), yaml);
  }

  private static GenericKubernetesResource example(String file, String kind) throws IOException {
    return Chart.parse(
            Files.readString(ProjectDirectory.root().resolve("examples/gitops").resolve(file)))
        .stream()
        .filter(it -> it.getKind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> part(GenericKubernetesResource resource, String... path) {
    JsonNode node = JSON.valueToTree(resource);
    for (String name : path) {
      node = node.get(name);
    }
    return JSON.convertValue(node, new TypeReference<>() {});
  }
}
