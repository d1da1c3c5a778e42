package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Manifests;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation without Helm, in a cluster of its own, since it is for the whole cluster. */
class PlainInstallIT {
  private static final String IMAGE = "registry.example.com/language-operator:1.0";

  @TempDir static Path home;

  private static TestCluster cluster;
  private static Manifests administrator;

  @BeforeAll
  static void startCluster() throws IOException {
    // As the file itself says.
    Files.writeString(
        home.resolve("install.yaml"),
        Files.readString(OperatorInstall.shippedManifests())
            .replace(HelmTemplate.PLACEHOLDER, IMAGE));
    cluster = KwokCluster.start();
    administrator = new Manifests(PlainInstallIT.class, cluster, "");
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void oneCommandInstallsAllAndLaterOnesNeverPutTheDefaultListsInPlaceOfEditedOnes()
      throws IOException, InterruptedException {
    // Given
    KubernetesClient client = cluster.adminClient();
    Allowlist allowlist = new Allowlist(client);
    Catalog catalog = new Catalog(client);

    // When
    String installed = administrator.kubectl(apply());

    // Then
    assertThat(installed)
        .contains("configmap/operator-config serverside-applied")
        .contains("configmap/profiler-images serverside-applied")
        .contains("deployment.apps/language-operator serverside-applied");
    assertThat(
            administrator.kubectl(
                "rollout",
                "status",
                "deployment/language-operator",
                "-n",
                "kube-system",
                "--timeout=120s"))
        .contains("successfully rolled out");
    assertThat(
            administrator.kubectl(
                "get", "pods", "-n", "kube-system", "-o", "jsonpath={..spec.containers[*].image}"))
        .contains(IMAGE)
        .doesNotContain("registry.invalid");
    assertThat(allowlist.resource().require().getData().get(Allowlist.KEY)).contains("docker.io");
    assertThat(allowlist.resource().require().getMetadata().getAnnotations())
        .containsEntry("argocd.argoproj.io/hook", "Skip")
        .containsEntry("kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent");

    // Given
    allowlist.set("registry.example.com");
    catalog.set(Map.of("aperf", "acme/aperf:v1"));

    // When
    String again = administrator.failingKubectl(apply());
    String upgraded = administrator.kubectl(apply("-l", "app.kubernetes.io/component!=policy"));

    // Then
    assertThat(again).contains("conflict").contains(".data.allowed-registries");
    assertThat(upgraded)
        .contains("deployment.apps/language-operator serverside-applied")
        .doesNotContain("configmap/operator-config", "conflict");
    assertThat(allowlist.resource().require().getData())
        .isEqualTo(Map.of(Allowlist.KEY, "registry.example.com\n"));
    assertThat(catalog.resource().require().getData()).isEqualTo(Map.of("aperf", "acme/aperf:v1"));
  }

  private static String[] apply(String... more) {
    return Stream.concat(
            Stream.of("apply", "--server-side", "-f", home.resolve("install.yaml").toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }
}
