package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Manifests;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation without Helm, in a cluster of its own, since it is for the whole cluster. */
class PlainInstallIT {
  private static final String LIMIT = Patience.text(Duration.ofMinutes(2));
  private static final String LISTS = ChartGenerator.OUTPUT + "/manifests/src/config/manager";
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
  void twoCommandsInstallAllAndLaterOnesNeverPutTheFirstListsInPlaceOfEditedOnes()
      throws IOException, InterruptedException {
    // Given
    KubernetesClient client = cluster.adminClient();
    Allowlist allowlist = new Allowlist(client);
    Catalog catalog = new Catalog(client);

    // When
    String installed = administrator.kubectl(apply("--server-side"));
    String lists = administrator.kubectl("create", "-f", LISTS);

    // Then
    assertThat(installed).contains("deployment.apps/language-operator serverside-applied");
    assertThat(lists)
        .contains("configmap/operator-config created")
        .contains("configmap/profiler-images created")
        .contains("configmap/profiler-settings created");
    assertThat(
            administrator.kubectl(
                "rollout",
                "status",
                "deployment/language-operator",
                "-n",
                "kube-system",
                "--timeout=" + LIMIT))
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

    // Given: the edits that kubectl takes for its own, and replaces without a conflict
    administrator.kubectl("apply", "-f", edited("registry-whitelist.yaml", "docker.io", "mine.io"));
    administrator.kubectl(
        "apply",
        "--server-side",
        "--force-conflicts",
        "-f",
        edited("profiler-images.yaml", "{}", "{aperf: mine.io/aperf:1}"));

    // When
    String again = administrator.kubectl(apply("--server-side"));
    administrator.kubectl(apply());
    String refused = administrator.failingKubectl("create", "-f", LISTS);

    // Then
    assertThat(again).contains("deployment.apps/language-operator serverside-applied");
    assertThat(refused).contains("\"operator-config\" already exists");
    assertThat(allowlist.resource().require().getData().get(Allowlist.KEY))
        .contains("mine.io")
        .doesNotContain("docker.io");
    assertThat(catalog.resource().require().getData())
        .isEqualTo(Map.of("aperf", "mine.io/aperf:1"));
  }

  private static String edited(String list, String from, String to) throws IOException {
    String text = Files.readString(Path.of(LISTS, list));
    assertThat(text).contains(from);
    return Files.writeString(home.resolve(list), text.replace(from, to)).toString();
  }

  private static String[] apply(String... more) {
    return Stream.concat(
            Stream.of("apply", "-f", home.resolve("install.yaml").toString()), Stream.of(more))
        .toArray(String[]::new);
  }
}
