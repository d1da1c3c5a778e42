package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Replaceable;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Permissions;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.TcpProxy;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.Helm;
import io.langop.operator.testcluster.KwokCluster;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of the watched namespaces is forbidden or gone, at the start or later: the other one is
 * served as if nothing had happened, and the lost one is served when it is back.
 */
class LostNamespaceIT {
  private static final String RELEASE = "guard";
  private static final String HOME = "operators";
  private static final String NAME = "guard-language-operator";
  private static final String KEPT = "kept";
  private static final String LOST = "lost";
  private static final String IMAGE = "docker.io/library/alpine";

  /** Far less than the two minutes for which the framework waits for informers. */
  private static final Duration START_LIMIT = Duration.ofSeconds(45);

  @TempDir static Path home;

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static TcpProxy line;
  private static Path kubeconfig;
  private static List<RoleBinding> bindings;
  private static List<Role> roles;

  private final Workloads kept = new Workloads(client, KEPT);
  private final Workloads lost = new Workloads(client, LOST);
  private OperatorProcess operator;

  @BeforeAll
  static void install() {
    cluster = KwokCluster.start();
    client = cluster.adminClient();
    for (String name : List.of(HOME, KEPT, LOST)) {
      create(name);
    }
    Helm.with(cluster.adminKubeconfig(), home)
        .succeed(
            "install",
            RELEASE,
            Chart.PATH,
            "-f",
            Chart.IMAGE,
            "-n",
            HOME,
            "--set",
            "watchNamespaces={%s,%s}".formatted(KEPT, LOST));
    bindings = client.rbac().roleBindings().inNamespace(LOST).list().getItems();
    roles = client.rbac().roles().inNamespace(LOST).list().getItems();
    URI server = URI.create(client.getConfiguration().getMasterUrl());
    line = TcpProxy.to(server);
    kubeconfig = line.kubeconfig(cluster.kubeconfigFor(HOME, NAME), server);
    new Catalog(client).set(Map.of("aperf", "r.example/aperf:1"));
  }

  @AfterAll
  static void close() {
    if (line != null) {
      line.close();
    }
    cluster.close();
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.close();
    }
    kept.deleteAll();
    lost.deleteAll();
  }

  @Test
  void aNamespaceThatIsForbiddenAtTheStartHoldsUpNoOther() {
    // Given
    forbid();
    lost.agent("lost", IMAGE);
    kept.agent("kept", IMAGE);

    // When
    start();

    // Then
    kept.awaitValidated("kept", "True");
    assertLost();
    assertThat(lost.validation("lost")).isEmpty();

    // When
    permit();

    // Then
    lost.awaitValidated("lost", "True");
    assertServed();
  }

  @Test
  void aNamespaceThatIsGoneAtTheStartHoldsUpNoOther() {
    // Given
    client.namespaces().withName(LOST).delete();
    Eventually.assertThat(() -> assertThat(client.namespaces().withName(LOST).get()).isNull());
    kept.agent("kept", IMAGE);

    // When
    start();

    // Then
    kept.awaitValidated("kept", "True");
    assertLost();

    // When
    create(LOST);
    permit();
    lost.agent("lost", IMAGE);

    // Then
    lost.awaitValidated("lost", "True");
    assertServed();
  }

  @Test
  void aNamespaceThatIsLostLaterIsToldOnceAndServedWhenItIsBack() {
    // Given
    start();
    lost.agent("before", IMAGE);
    lost.awaitValidated("before", "True");

    // When the permission goes, and with it the watch
    forbid();
    line.cut();
    line.resume();

    // Then
    assertLost();
    lost.agent("meanwhile", IMAGE);
    kept.agent("kept", IMAGE);
    kept.awaitValidated("kept", "True");
    assertThat(lost.validation("meanwhile")).isEmpty();
    assertThat(operator.get("/q/health/live")).contains("\"status\": \"UP\"");

    // When
    permit();

    // Then
    lost.awaitValidated("meanwhile", "True");
    assertServed();
    assertThat(operator.log())
        .filteredOn(entry -> entry.contains("LanguageAgent in namespace lost"))
        .hasSize(2);
    assertThat(operator.log()).noneMatch(entry -> entry.startsWith("\tat "));
  }

  private void start() {
    Deployment deployment = client.apps().deployments().inNamespace(HOME).withName(NAME).require();
    operator =
        OperatorProcess.with(kubeconfig).configuredLike(deployment).start().awaitReady(START_LIMIT);
  }

  private void assertLost() {
    operator.awaitLog("LanguageAgent in namespace lost cannot be watched", START_LIMIT);
    Eventually.assertThat(
        () -> {
          for (String kind : List.of("LanguageAgent", "LanguageTool", "PowerTool", "Pod")) {
            assertThat(interrupted(kind)).as(kind).isEqualTo(1);
          }
        });
    assertThat(operator.get("/q/health/ready"))
        .contains("\"status\": \"UP\"", "LanguageAgent in namespace lost: the API server")
        .doesNotContain("\"status\": \"DOWN\"");
  }

  /** A run finds its pods, too. */
  private void assertServed() {
    operator.awaitLog("LanguageAgent in namespace lost is watched again", START_LIMIT);
    Eventually.assertThat(
        () -> {
          for (String kind : List.of("LanguageAgent", "LanguageTool", "PowerTool", "Pod")) {
            assertThat(interrupted(kind)).as(kind).isZero();
          }
        });
    Profiling profiling = new Profiling(client, LOST);
    profiling.pod("target", "target");
    profiling.run("run", "aperf", "target");
    profiling.awaitPhase("run", Phase.Completed);
    profiling.tool("run").delete();
    profiling.delete("target");
    assertThat(operator.get("/q/health/ready")).doesNotContain("interrupted");
  }

  private double interrupted(String kind) {
    return operator
        .metric("language_operator_watches_interrupted", Map.of("kind", kind))
        .orElseThrow();
  }

  private static void create(String namespace) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  private static void forbid() {
    bindings.forEach(binding -> client.resource(binding).delete());
    Permissions.await(
        client,
        "system:serviceaccount:%s:%s".formatted(HOME, NAME),
        new ResourceAttributesBuilder()
            .withNamespace(LOST)
            .withVerb("watch")
            .withGroup("langop.io")
            .withResource("languageagents")
            .build(),
        false);
  }

  /** Restores the roles too, which go with their namespace. */
  private static void permit() {
    roles.forEach(
        role ->
            client
                .resource(new RoleBuilder(role).withMetadata(named(role)).build())
                .createOr(Replaceable::update));
    bindings.forEach(
        binding ->
            client
                .resource(new RoleBindingBuilder(binding).withMetadata(named(binding)).build())
                .create());
  }

  private static ObjectMeta named(HasMetadata object) {
    return new ObjectMetaBuilder()
        .withName(object.getMetadata().getName())
        .withNamespace(LOST)
        .build();
  }
}
