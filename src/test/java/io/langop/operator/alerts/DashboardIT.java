package io.langop.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.OperatorProgram;
import io.langop.operator.testcluster.Prometheus;
import io.langop.operator.testcluster.PrometheusPrograms;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of the dashboard shows something of an operator that has something to do. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
  private static final Path DASHBOARD =
      Path.of("src/main/helm/files/language-operator-dashboard.json");
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  /** What Grafana puts in the place of its variables. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "$__rate_interval", "1m",
          "$__range", "5m",
          "$cluster", "test",
          "$job", ".+",
          "$namespace", ".+");

  /** What label_replace calls the text that it found; no variable of Grafana. */
  private static final String GROUP = "\"$1\"";

  private Allowlist allowlist;
  private Workloads workloads;
  private Profiling profiling;
  private OperatorProcess operator;
  private Prometheus prometheus;
  private Prometheus renaming;

  /** A query and where in the dashboard it is. */
  record Query(String where, String promql) {
    @Override
    public String toString() {
      return where + ": " + promql;
    }
  }

  @BeforeAll
  void haveSomethingToShow(TestCluster cluster, KubernetesClient admin, TestNamespace own) {
    PrometheusPrograms programs = PrometheusPrograms.find();
    Path kubeconfig = OperatorInstall.shipped().apply(cluster);
    allowlist = new Allowlist(admin);
    Catalog catalog = new Catalog(admin);
    workloads = new Workloads(admin, own.name());
    profiling = new Profiling(admin, own.name());
    allowlist.set("docker.io");
    catalog.set(Map.of("aperf", "registry.example.com/aperf:v1"));
    operator =
        OperatorProcess.with(kubeconfig)
            .systemProperty("language-operator.admission.enabled", "true")
            .start()
            .awaitReady(START_LIMIT);
    prometheus = Prometheus.start(programs, operator.baseUri(), AlertRules.text());
    renaming = Prometheus.startRenamingLabels(programs, operator.baseUri(), AlertRules.text());
    for (Prometheus each : List.of(prometheus, renaming)) {
      Eventually.assertThat(
          () -> assertThat(each.query("language_operator_allowlist_loaded")).isNotEmpty());
    }

    workloads.agent("blocked", "evil.example/app", 0);
    workloads.tool("blocked", "evil.example/app");
    workloads.agent("freed", "good.example/app", 0);
    workloads.awaitValidated("freed", "False");
    allowlist.set("docker.io", "good.example");
    workloads.awaitValidated("freed", "True");
    catalog.put("aperf", "registry.example.com/aperf:v2");
    profiling.pod("target", "app");
    profiling.podOf("stranger", "evil.example/app");
    profiling.run("run", "aperf", "app");
    profiling.awaitPhase("run", Phase.Completed);
  }

  @AfterAll
  void stop(KubernetesClient admin) {
    prometheus.close();
    renaming.close();
    operator.close();
    admin.resources(CompiledAllowlist.class).withName(Allowlist.NAME).delete();
    profiling.tool("run").delete();
    profiling.delete("stranger");
    workloads.deleteAll();
    allowlist.set("docker.io");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyQueryShowsSomething(Query query) {
    // Given
    String promql = query.promql();
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      promql = promql.replace(variable.getKey(), variable.getValue());
    }
    String concrete = promql;
    assertThat(concrete.replace(GROUP, "")).as("a variable without a value").doesNotContain("$");

    // When, Then
    Eventually.assertThat(() -> assertThat(prometheus.query(concrete)).isNotEmpty());
    Eventually.assertThat(() -> assertThat(renaming.query(concrete)).isNotEmpty());
  }

  /** The queries of panels and of variables that a program of this kind has an answer to. */
  static List<Query> queries() throws IOException {
    return allQueries().stream()
        .filter(query -> !OperatorProgram.built().isNative() || !ofJvm(query))
        .toList();
  }

  /** A native executable does not tell the limit of its heap. */
  private static boolean ofJvm(Query query) {
    return query.promql().contains("jvm_memory_max_bytes");
  }

  private static List<Query> allQueries() throws IOException {
    JsonNode dashboard = dashboard();
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(new Query(panel.path("title").asText(), target.path("expr").asText()));
      }
    }
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      String definition = variable.path("definition").asText();
      String where = "variable " + variable.path("name").asText();
      if (definition.startsWith("label_values(")) {
        String[] metricAndLabel =
            definition.replaceAll("^label_values\\(|\\)$", "").split(", (?=\\w+$)");
        queries.add(
            new Query(
                where,
                "count by (%2$s) (%1$s) * on (%2$s) count by (%2$s) ({%2$s!=\"\"})"
                    .formatted((Object[]) metricAndLabel)));
      } else if (definition.startsWith("query_result(")) {
        queries.add(new Query(where, definition.replaceAll("^query_result\\(|\\)$", "")));
      }
    }
    return queries;
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(DASHBOARD.toFile());
  }
}
