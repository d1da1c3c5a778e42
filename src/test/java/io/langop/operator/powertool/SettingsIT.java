package io.langop.operator.powertool;

import static io.langop.operator.support.Profiling.complete;
import static io.langop.operator.support.Profiling.imageResolved;
import static io.langop.operator.support.Profiling.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.RunSettings;
import io.langop.operator.api.toe.v1alpha1.RunVariable;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus.State;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Permissions;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Proofs;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What administrators set for a tool, on pods of a real API server. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class SettingsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ROLE = "kube-system:language-operator:catalog";
  private static final String APERF = "aperf";

  private static final String RIGHTS =
      """
      securityContext:
        runAsUser: 0
        capabilities:
          add: [SYS_PTRACE, PERFMON]
        seccompProfile: {type: Unconfined}
      args: [--safe, "2"]
      env:
        - name: PERF_HZ
          value: "99"
      maxDuration: 10m
      """;

  private static KubernetesClient client;
  private static String namespace;
  private static Profiling profiling;
  private static Catalog settings;
  private static Path kubeconfig;
  private static OperatorProcess operator;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace testNamespace) {
    client = cluster.adminClient();
    namespace = testNamespace.name();
    profiling = new Profiling(client, namespace);
    settings = Catalog.ofSettings(client);
    kubeconfig = OperatorInstall.shipped().apply(cluster);
    new Catalog(client).set(Map.of(APERF, "acme/aperf:v1", "aprof", "acme/aprof:v1"));
    settings.delete();
    startOperator();
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
    settings.delete();
  }

  @BeforeEach
  void removeSettings() {
    settings.set(Map.of());
    Eventually.within(
        LIMIT,
        () -> {
          assertThat(metric("settings_entries")).isZero();
          assertThat(metric("settings_invalid_entries")).isZero();
        });
  }

  private static void startOperator() {
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(LIMIT);
  }

  @Test
  void settingsReachTheContainerAndTheStatus() {
    // Given
    settings.put(APERF, RIGHTS);
    Proofs.expire(operator, "settings");
    profiling.pod("set", "set");

    // When
    profiling.run(
        "set", APERF, "set", spec -> spec.getProfiler().setArgs(List.of("--out=$(PERF_HZ)")));

    // Then
    PowerTool tool = profiling.awaitPhase("set", Phase.Completed);
    EphemeralContainer container = onlyContainer("set");
    assertThat(container.getSecurityContext())
        .isEqualTo(
            new SecurityContextBuilder()
                .withRunAsUser(0L)
                .withNewCapabilities()
                .withAdd("SYS_PTRACE", "PERFMON")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("Unconfined")
                .endSeccompProfile()
                .build());
    assertThat(container.getArgs()).containsExactly("--safe", "2", "--out=$(PERF_HZ)");
    assertThat(container.getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .contains(tuple("PROFILER_TOOL", APERF), tuple("PERF_HZ", "99"));

    // And
    RunSettings kept = tool.getStatus().getSettings();
    assertThat(kept.getSecurityContext()).isEqualTo(container.getSecurityContext());
    assertThat(kept.getArgs()).containsExactly("--safe", "2");
    assertThat(kept.getEnv())
        .extracting(RunVariable::getName, RunVariable::getValue)
        .containsExactly(tuple("PERF_HZ", "99"));
    assertThat(kept.getMaxDuration()).isEqualTo("10m");
  }

  @Test
  void withoutTheConfigMapAndForAnotherToolNothingIsSet() {
    // Given
    settings.set(Map.of("aprof", RIGHTS));
    Proofs.expire(operator, "settings");
    profiling.pod("unset", "unset");

    // When
    profiling.run("another", APERF, "unset");
    profiling.awaitPhase("another", Phase.Completed);
    settings.delete();
    Proofs.expire(operator, "settings");
    profiling.run("absent", "aprof", "unset");

    // Then
    PowerTool absent = profiling.awaitPhase("absent", Phase.Completed);
    assertThat(absent.getStatus().getSettings()).isNull();
    assertThat(profiling.injected("unset"))
        .hasSize(2)
        .allSatisfy(
            container -> {
              assertThat(container.getSecurityContext()).isNull();
              assertThat(container.getArgs()).isEmpty();
            });
  }

  @Test
  void anEditChangesLaterRunsOnlyAlsoAfterARestart() {
    // Given a run that has started, whose pod another one still holds
    settings.put(APERF, "args: [--first]");
    Proofs.expire(operator, "settings");
    profiling.hangingPod("edited", "edited");
    profiling.run("holds", "aprof", "edited", spec -> spec.getProfiler().setDuration("10m"));
    profiling.awaitPhase("holds", Phase.Running);
    profiling.run("started", APERF, "edited", spec -> spec.getProfiler().setDuration("10m"));
    profiling.awaitPhase("started", Phase.Conflicted);

    // When
    settings.put(APERF, "args: [--second]");
    Proofs.expire(operator, "settings");
    profiling.pod("later", "later");
    profiling.run("later", APERF, "later");

    // Then
    profiling.awaitPhase("later", Phase.Completed);
    assertThat(onlyContainer("later").getArgs()).containsExactly("--second");
    operator.close();
    startOperator();
    profiling.tool("holds").delete();
    PowerTool started = profiling.awaitPhase("started", Phase.Running);
    assertThat(started.getStatus().getSettings().getArgs()).containsExactly("--first");
    assertThat(profiling.injected("edited"))
        .filteredOn(it -> it.getName().equals(started.getStatus().getContainerName()))
        .extracting(EphemeralContainer::getArgs)
        .containsExactly(List.of("--first"));
  }

  @Test
  void aMistakeKeepsTheToolFromStartingUntilItIsCorrected() {
    // Given
    profiling.pod("mistake", "mistake");

    // When
    settings.put(APERF, "args: [--safe]\nsecurityContex: {}\n");

    // Then
    Eventually.within(LIMIT, () -> assertThat(metric("settings_invalid_entries")).isEqualTo(1));
    profiling.run("mistake", APERF, "mistake");
    PowerTool waiting = profiling.awaitObstacle("mistake", "InvalidToolSettings");
    assertThat(imageResolved(waiting).getStatus()).isEqualTo("False");
    assertThat(imageResolved(waiting).getMessage())
        .startsWith(
            "The settings of tool 'aperf' are not valid, line 2: there is no field 'securityContex'")
        .endsWith("kubectl edit configmap profiler-settings -n toe-system");
    assertThat(profiling.injected("mistake")).isEmpty();
    Eventually.within(
        LIMIT,
        () ->
            assertThat(settings.events("InvalidToolSettings"))
                .anySatisfy(
                    event -> {
                      assertThat(event.getType()).isEqualTo("Warning");
                      assertThat(event.getMessage())
                          .startsWith(
                              "The settings of tool 'aperf' are not valid, so it starts nowhere:"
                                  + " line 2:");
                    }));

    // And
    settings.put(APERF, "args: [--safe]");
    profiling.awaitPhase("mistake", Phase.Completed);
    assertThat(onlyContainer("mistake").getArgs()).containsExactly("--safe");
  }

  @Test
  void aToolRunsOnlyInItsNamespaces() {
    // Given
    settings.put(APERF, "namespaces: [elsewhere, another-*]");
    Proofs.expire(operator, "settings");
    profiling.pod("elsewhere", "elsewhere");

    // When
    profiling.run("elsewhere", APERF, "elsewhere");

    // Then
    PowerTool waiting = profiling.awaitObstacle("elsewhere", "ToolNotAllowedHere");
    assertThat(imageResolved(waiting))
        .extracting("status", "message")
        .containsExactly(
            "False",
            ("Tool 'aperf' may not be used in namespace '%s'. Administrators choose its namespaces"
                    + " in its settings")
                .formatted(namespace));
    assertThat(profiling.injected("elsewhere")).isEmpty();

    // And
    settings.put(APERF, "namespaces: [elsewhere, %s*]".formatted(namespace.substring(0, 3)));
    profiling.awaitPhase("elsewhere", Phase.Completed);
  }

  @Test
  void aToolRunsNoLongerThanItsSettingsSay() {
    // Given
    settings.put(APERF, "maxDuration: 500ms");
    Proofs.expire(operator, "settings");
    profiling.pod("long", "long");

    // When
    profiling.run("long", APERF, "long");

    // Then
    PowerTool waiting = profiling.awaitObstacle("long", "DurationTooLong");
    assertThat(complete(waiting).getMessage())
        .isEqualTo(
            "profiler.duration 1s is longer than the administrator allows for tool 'aperf': 0.5s");
    assertThat(waiting.getStatus().getPhase()).isEqualTo(Phase.Pending);
    assertThat(profiling.injected("long")).isEmpty();

    // And
    settings.put(APERF, "maxDuration: 1s");
    profiling.awaitPhase("long", Phase.Completed);
  }

  @Test
  void whileTheSettingsCannotBeReadNothingStarts() {
    // Given
    profiling.pod("unread", "unread");
    Role role = client.rbac().roles().inNamespace(Catalog.NAMESPACE).withName(ROLE).require();
    List<PolicyRule> withoutSettings =
        role.getRules().stream()
            .filter(rule -> !rule.getResourceNames().contains(Catalog.SETTINGS_NAME))
            .toList();
    client.resource(new RoleBuilder(role).withRules(withoutSettings).build()).update();
    Permissions.await(
        client,
        OperatorInstall.USER,
        new ResourceAttributesBuilder()
            .withNamespace(Catalog.NAMESPACE)
            .withVerb("list")
            .withResource("configmaps")
            .withName(Catalog.SETTINGS_NAME)
            .build(),
        false);
    Proofs.expire(operator, "settings");

    // When
    profiling.run("unread", APERF, "unread");

    // Then
    PowerTool waiting;
    try {
      waiting = profiling.awaitObstacle("unread", "SettingsUnavailable");
      assertThat(profiling.injected("unread")).isEmpty();
      assertThat(operator.get("/q/health/ready"))
          .contains("ConfigMap 'toe-system/profiler-settings' cannot be read");
      assertThat(metric("settings_loaded")).isZero();
    } finally {
      Eventually.edited(
          client.rbac().roles().inNamespace(Catalog.NAMESPACE).withName(ROLE),
          now -> new RoleBuilder(now).withRules(role.getRules()).build());
    }
    assertThat(imageResolved(waiting).getStatus()).isEqualTo("Unknown");
    assertThat(imageResolved(waiting).getMessage())
        .startsWith("ConfigMap 'toe-system/profiler-settings' cannot be read (")
        .endsWith("kubectl get configmap profiler-settings -n toe-system");
    profiling.awaitPhase("unread", Phase.Completed);
  }

  @Test
  void everyChangeIsAnEventALogLineAndAMetric() {
    // Given
    settings.set(Map.of(APERF, "args: [a]", "aprof", "{}"));
    Eventually.within(LIMIT, () -> assertThat(metric("settings_entries")).isEqualTo(2));
    double changed = changes("changed");

    // When
    settings.put(APERF, "args: [a]\nsecurityContext: {privileged: true}\n");
    settings.remove("aprof");
    settings.put("aperf.yaml", "args: [a]");

    // Then
    String message =
        "The settings of tool 'aperf' were changed: securityContext.privileged (not set) -> true";
    Eventually.within(
        LIMIT,
        () ->
            assertThat(settings.eventMessages("ProfilerSettingsChanged"))
                .contains(message, "The settings of tool 'aprof' were removed: nothing is set"));
    assertThat(settings.events("ProfilerSettingsChanged"))
        .extracting(Event::getType)
        .containsOnly("Normal");
    operator.awaitLog("Profiler settings changed. " + message, LIMIT);
    assertThat(changes("changed")).isEqualTo(changed + 1);
    Eventually.within(
        LIMIT,
        () ->
            assertThat(settings.eventMessages("SettingsWithoutTool"))
                .contains(
                    "There are settings for 'aperf.yaml', which is no tool of the catalog of"
                        + " profiler images"));
  }

  @Test
  void settingsThatAreNoTextKeepTheirToolFromStarting() {
    // Given
    Eventually.edited(
        settings.resource(),
        read -> new ConfigMapBuilder(read).addToBinaryData(APERF, "//5hAA==").build());
    Proofs.expire(operator, "settings");
    profiling.pod("binary", "binary");

    // When
    profiling.run("binary", APERF, "binary");

    // Then
    PowerTool waiting = profiling.awaitObstacle("binary", "InvalidToolSettings");
    assertThat(imageResolved(waiting).getMessage()).contains("it is under binaryData");
    assertThat(profiling.injected("binary")).isEmpty();
  }

  @Test
  void whatPodSecurityRefusesFailsAtOnceInItsWords() {
    // Given
    try (TestNamespace restricted = TestNamespace.createRestricted(client)) {
      Profiling there = new Profiling(client, restricted.name());
      client.resource(restrictedPod(there)).create();
      Eventually.within(
          LIMIT, () -> assertThat(there.pod("modest").getStatus().getPhase()).isEqualTo("Running"));
      settings.set(
          Map.of(
              APERF,
              "securityContext: {privileged: true}",
              "aprof",
              """
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                runAsNonRoot: true
                seccompProfile: {type: RuntimeDefault}
              """));
      Proofs.expire(operator, "settings");

      // When
      there.run("privileged", APERF, "modest");

      // Then
      PowerTool refused = there.awaitPhase("privileged", Phase.Failed);
      assertThat(target(refused, "modest"))
          .extracting(TargetStatus::getState, TargetStatus::getReason)
          .containsExactly(State.Failed, "InjectionRefused");
      assertThat(target(refused, "modest").getMessage())
          .contains("violates PodSecurity", "restricted:latest", "securityContext.privileged=true");
      assertThat(there.injected("modest")).isEmpty();

      // And with settings that fit
      there.run("modest", "aprof", "modest");
      there.awaitPhase("modest", Phase.Completed);
    }
  }

  private static Pod restrictedPod(Profiling there) {
    return new PodBuilder(there.newPod("modest", "modest", Map.of()))
        .editSpec()
        .editContainer(0)
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withRunAsNonRoot(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .endContainer()
        .endSpec()
        .build();
  }

  private static EphemeralContainer onlyContainer(String pod) {
    assertThat(profiling.injected(pod)).hasSize(1);
    return profiling.injected(pod).get(0);
  }

  private static double changes(String change) {
    return operator
        .metric("language_operator_settings_changes_total", Map.of("change", change))
        .orElseThrow();
  }

  private static double metric(String name) {
    return operator.metric("language_operator_" + name, Map.of()).orElseThrow();
  }
}
