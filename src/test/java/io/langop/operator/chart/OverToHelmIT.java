package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Manifests;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From manifests to Helm, in a cluster of its own, since it is for the whole cluster. */
class OverToHelmIT {
  private static final String[] CRDS = {
    "languageagents.langop.io",
    "languagetools.langop.io",
    "powertools.codriverlabs.ai.toe.run",
    "compiledallowlists.langop.io"
  };

  @TempDir Path home;

  @Test
  void helmTakesOverWhatManifestsInstalledWithTheCrdsAndWithoutTheLists()
      throws IOException, InterruptedException {
    try (TestCluster cluster = KwokCluster.start()) {
      // Given
      Manifests administrator = new Manifests(OverToHelmIT.class, cluster, "");
      Helm helm = Helm.with(cluster.adminKubeconfig(), home);
      administrator.kubectl(
          "apply", "--server-side", "-f", OperatorInstall.shippedManifests().toString());
      Allowlist allowlist = new Allowlist(cluster.adminClient());
      allowlist.set("mine.example");

      // When: as the page of the chart says
      administrator.kubectl(onCrds("label", "app.kubernetes.io/managed-by=Helm"));
      administrator.kubectl(
          onCrds(
              "annotate",
              "meta.helm.sh/release-name=language-operator",
              "meta.helm.sh/release-namespace=" + OperatorInstall.NAMESPACE));
      helm.succeed(release("install", "--take-ownership"));

      // Then
      assertThat(helm.succeed("get", "manifest", "language-operator", "-n", "kube-system"))
          .contains(
              Stream.of(CRDS).map(name -> "\n  name: \"" + name + "\"").toArray(String[]::new));
      helm.succeed(release("upgrade", "--set", "commonLabels.a=b"));
      assertThat(allowlist.resource().require().getData())
          .isEqualTo(Map.of(Allowlist.KEY, "mine.example\n"));
    }
  }

  private static String[] onCrds(String verb, String... changes) {
    return Stream.of(
            Stream.of(verb, "crd"), Stream.of(CRDS), Stream.of(changes), Stream.of("--overwrite"))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private static String[] release(String verb, String... more) {
    return Stream.concat(
            Stream.of(
                verb, "language-operator", Chart.PATH, "-n", "kube-system", "-f", Chart.IMAGE),
            Stream.of(more))
        .toArray(String[]::new);
  }
}
