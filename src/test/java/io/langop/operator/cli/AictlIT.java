package io.langop.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.cli.Launcher.OnTerminal;
import io.langop.operator.cli.Launcher.Result;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.Patience;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program against a cluster with an operator: whole outputs, as people and scripts see them.
 */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class AictlIT {

  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final String AGE = "\\d+[smh]";

  @TempDir private static Path directory;

  private static TestCluster cluster;
  private static String namespace;
  private static OperatorProcess operator;
  private static Allowlist allowlist;
  private static Workloads workloads;
  private static Launcher admin;

  @BeforeAll
  static void start(TestCluster started, TestNamespace own) {
    cluster = started;
    namespace = own.name();
    Path kubeconfig = OperatorInstall.shipped().apply(cluster);
    allowlist = new Allowlist(cluster.adminClient());
    allowlist.set("docker.io");
    new Catalog(cluster.adminClient()).set(Map.of("aperf", "registry.example.com/aperf:v1"));
    workloads = new Workloads(cluster.adminClient(), namespace);
    admin = new Launcher(directory).withKubeconfig(cluster.adminKubeconfig());
    operator = OperatorProcess.with(kubeconfig).start().awaitReady(START_LIMIT);
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
      allowlist.delete();
    }
  }

  @BeforeEach
  void allowDockerHub() {
    workloads.deleteAll();
    cluster.adminClient().resources(PowerTool.class).inNamespace(namespace).delete();
    // The lists tell how many use an entry, in whatever namespace they are.
    awaitNone(PowerTool.class);
    awaitNone(LanguageAgent.class);
    awaitNone(LanguageTool.class);
    // They go after their agents, one by one.
    Eventually.assertThat(
        () ->
            assertThat(cluster.adminClient().pods().inNamespace(namespace).list().getItems())
                .allMatch(pod -> pod.getMetadata().getOwnerReferences().isEmpty()));
    allowlist.setAndAwait(operator, "docker.io", "gcr.io", "quay.io", "git.theryans.io");
  }

  private static void awaitNone(Class<? extends HasMetadata> kind) {
    Eventually.assertThat(
        () ->
            assertThat(cluster.adminClient().resources(kind).inAnyNamespace().list().getItems())
                .isEmpty());
  }

  private static String blocked(String name, String sign) {
    return """
        Agent: %s
        Phase: Pending
        %sERROR: Image validation failed
           Registry 'untrusted-registry.com' is not in whitelist.
           Allowed registries: docker.io, gcr.io, quay.io, git.theryans.io

        Update the registry whitelist:
          kubectl edit configmap operator-config -n kube-system
        """
        .formatted(name, sign);
  }

  @Test
  void aBlockedAgentReadsAsTheUserWroteIt() {
    // Given
    workloads.agent("my-agent", "untrusted-registry.com/x:1");
    workloads.awaitValidated("my-agent", "False");

    // When
    Result piped = admin.run("agent", "status", "my-agent", "-n", namespace);
    String seen;
    try (OnTerminal run = admin.onTerminal("-n " + namespace + " agent status my-agent")) {
      assertThat(run.awaitEnd()).isEqualTo(1);
      seen = run.text();
    }

    // Then
    assertThat(piped).isEqualTo(new Result(1, blocked("my-agent", ""), ""));
    assertThat(seen).contains("❌ \u001b[31mERROR: Image validation failed\u001b[0m\n");
    assertThat(seen.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(blocked("my-agent", "❌ "));
  }

  @Test
  void anAgentIsAllowedAndThenFrozen() {
    // Given
    workloads.agent("web", "nginx:1");
    awaitReady("web");

    // When
    Result ready = admin.run("agent", "status", "web", "-n", namespace);
    allowlist.set("quay.io");
    workloads.awaitValidated("web", "False");
    Result frozen = admin.run("agent", "status", "web", "-n", namespace);

    // Then
    assertThat(ready.exitCode()).isZero();
    assertThat(ready.out())
        .matches(
            """
            Agent: web
            Phase: Running
            OK: Image allowed, agent ready
               Registry 'docker.io' is in whitelist.
               Running: docker.io/library/nginx:1 \\(1 of 1 pods are ready\\)
               Since: 20\\S+Z \\(TIME ago\\)
            """
                .replace("TIME", AGE));
    assertThat(frozen.exitCode()).isEqualTo(1);
    assertThat(frozen.out())
        .matches(
            """
            Agent: web
            Phase: Running
            ERROR: Image validation failed
               Registry 'docker.io' is not in whitelist.
               Allowed registries: quay.io
               Still running: docker.io/library/nginx:1 \\(1 pod ready\\). Nothing about it is changed until its image is allowed.
               Since: 20\\S+Z \\(TIME ago\\)

            Update the registry whitelist:
              kubectl edit configmap operator-config -n kube-system
            """
                .replace("TIME", AGE));
  }

  @Test
  void agentsAndToolsAreListed() {
    // Given
    workloads.agent("blocked", "untrusted-registry.com/x:1");
    workloads.agent("web", "nginx:1");
    workloads.tool("dictionary", "nginx:2");
    awaitReady("web");
    workloads.awaitValidated("blocked", "False");

    // When
    Result agents = admin.run("agent", "list", "-n", namespace);
    Result names = admin.run("tool", "list", "-A", "-o", "name");
    Result none = admin.run("agent", "list", "-n", "default");

    // Then
    assertThat(agents.exitCode()).isEqualTo(1);
    assertThat(agents.out())
        .matches(
            """
            NAME      STATE     PHASE     IMAGE                        AGE
            blocked   blocked   Pending   untrusted-registry.com/x:1   T
            web       ready     Running   nginx:1                      T
            """
                .replace("   T\n", "   " + AGE + "\n"));
    assertThat(names.out()).contains("languagetool.langop.io/dictionary\n");
    assertThat(none).isEqualTo(new Result(0, "", "There is no agent in namespace 'default'.\n"));
  }

  @Test
  void kubectlFindsItAsAPlugin() throws IOException {
    // Given
    workloads.agent("my-agent", "untrusted-registry.com/x:1");
    workloads.awaitValidated("my-agent", "False");
    Path bin = Files.createDirectories(directory.resolve("plugins"));
    Files.createSymbolicLink(bin.resolve("kubectl-aictl"), Launcher.PROGRAM);
    Launcher shell = admin.with("PATH", bin + ":" + System.getenv("PATH"));

    // When
    Result result =
        shell.shell(
            "'%s' aictl agent status my-agent -n %s"
                .formatted(cluster.kubectl().orElseThrow(), namespace));

    // Then
    assertThat(result).isEqualTo(new Result(1, blocked("my-agent", ""), ""));
  }

  @Test
  void aMisspeltNameAndAnotherNamespaceAreGuessed() {
    // Given
    workloads.agent("greeter", "nginx");

    // When
    Result misspelt = admin.run("agent", "status", "gretter", "-n", namespace);
    Result elsewhere = admin.run("agent", "status", "greeter", "-n", "default");

    // Then
    assertThat(misspelt)
        .isEqualTo(
            new Result(
                1,
                "",
                "aictl: There is no agent 'gretter' in namespace '%s'. Did you mean 'greeter'?\n"
                    .formatted(namespace)));
    assertThat(elsewhere.err())
        .isEqualTo(
            "aictl: There is no agent 'greeter' in namespace 'default'. There is one in namespace '%s': use -n.\n"
                .formatted(namespace));
  }

  @Test
  void watchingShowsEachChangeUntilItIsStopped() {
    // Given
    workloads.agent("waiting", "untrusted-registry.com/x:1");
    workloads.awaitValidated("waiting", "False");

    try (OnTerminal run =
        admin.onTerminal("agent status waiting --watch --no-color -n " + namespace)) {
      run.await("Update the registry whitelist:");

      // When
      allowlist.set("untrusted-registry.com");

      // Then
      run.await("OK: Image allowed, agent ready");
      assertThat(run.text()).startsWith(blocked("waiting", ""));

      // When
      run.stop();

      // Then
      assertThat(run.awaitEnd()).isEqualTo(143);
    }
  }

  @Test
  void aListThatIsWatchedGrows() {
    // Given
    try (OnTerminal run = admin.onTerminal("agent list -w --no-color -n " + namespace)) {
      workloads.agent("first", "nginx");
      run.await("first").await("ready");

      // When
      workloads.agent("second", "evil.com/x");

      // Then
      run.await("second").await("blocked");
    }
  }

  @Test
  void theListInForceIsShownWithItsUses() {
    // Given
    allowlist.setText("docker.io\n# ours\n*gcr.io\ngit.theryans.io # us\ndocker.io\n");
    workloads.agent("web", "nginx");

    // When
    Result result = admin.run("registries", "list");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                """
                LINE   ENTRY             USED BY   NOTE
                1      docker.io         1         anybody can publish there; narrow it with a path, such as docker.io/my-team/
                3      *gcr.io           -         IGNORED: '*' stands only for whole labels at the start, as in *.example.com
                4      git.theryans.io   0         unused
                5      docker.io         -         the same as line 1
                """,
                ""));
  }

  @Test
  void anAuditIsReadyToPasteAndAProposalShowsWhatWouldFlip() {
    // Given
    workloads.agent("web", "nginx");
    workloads.agent("stranger", "EVIL.com:5000/x");
    workloads.tool("dictionary", "ghcr.io/acme/dictionary");

    // When
    Result audit = admin.run("registries", "audit", "-n", namespace);
    Result proposal =
        admin.runWithInput(
            "evil.com:5000\nghcr.io/acme\n",
            "registries",
            "audit",
            "-n",
            namespace,
            "--propose",
            "-");

    // Then
    assertThat(audit)
        .isEqualTo(
            new Result(
                1,
                """
                REGISTRY        ALLOWED   USES   USED BY
                docker.io       yes       1      agent NS/web
                evil.com:5000   no        1      agent NS/stranger
                ghcr.io         no        1      tool NS/dictionary

                allowed-registries: |
                  docker.io
                  evil.com:5000  # not allowed now
                  ghcr.io  # not allowed now
                """
                    .replace("NS", namespace),
                ""));
    String agentsAndTools = "agents and tools would be allowed.\n";
    assertThat(
            proposal
                .out()
                .replaceAll("Running workloads keep running.*\n", "")
                .replaceAll("(?s)(?<=" + agentsAndTools + ").*", ""))
        .isEqualTo(
            """
            Would be allowed: 2
              agent NS/stranger: EVIL.com:5000/x
              tool NS/dictionary: ghcr.io/acme/dictionary
            Would be blocked: 1
              agent NS/web: nginx
            With the proposed list 2 of 3 agents and tools would be allowed.
            """
                .replace("NS", namespace));
    assertThat(proposal.exitCode()).isEqualTo(1);
  }

  @Test
  void anEditKeepsWhatOthersWroteAndSaysWhatItDoes() {
    // Given
    String text = "# public\r\ndocker.io   # hub\r\n\r\ngcr.io\r\n";
    allowlist.setText(text);
    workloads.agent("waiting", "registry.example.com/x");
    workloads.awaitValidated("waiting", "False");

    // When
    Result refused = admin.run("registries", "add", "registry.example.com");
    Result dry = admin.run("registries", "remove", "gcr.io", "--dry-run");
    String unchanged = text();
    Result added =
        admin.run("registries", "add", "registry.example.com", "--comment", "for Ada", "--yes");

    // Then
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("nobody can be asked here. Add --yes");
    assertThat(dry.exitCode()).isZero();
    assertThat(unchanged).isEqualTo(text);
    assertThat(added)
        .isEqualTo(
            new Result(
                0,
                """
                ConfigMap 'kube-system/operator-config', key 'allowed-registries':
                + registry.example.com  # for Ada
                Would be allowed: 1
                  agent %s/waiting: registry.example.com/x
                No pod that runs has an image that would be allowed or refused by it.
                Changed ConfigMap 'kube-system/operator-config'.
                """
                    .formatted(namespace),
                ""));
    assertThat(text()).isEqualTo(text + "registry.example.com  # for Ada\r\n");

    // When
    Result removed = admin.run("registries", "remove", "REGISTRY.example.com", "gcr.io", "-y");

    // Then
    assertThat(removed.exitCode()).isZero();
    assertThat(text()).isEqualTo("# public\r\ndocker.io   # hub\r\n\r\n");
  }

  @Test
  void aPersonIsAsked() {
    // Given
    String before = text();

    // When
    try (OnTerminal no = admin.onTerminal("registries add a.example.com")) {
      no.await("Change it? [y/N] ").type("\n");
      assertThat(no.awaitEnd()).isEqualTo(1);
      assertThat(no.text()).endsWith("Nothing was changed.\n");
    }
    String unchanged = text();
    try (OnTerminal yes = admin.onTerminal("registries add a.example.com")) {
      yes.await("Change it? [y/N] ").type("y\n");
      assertThat(yes.awaitEnd()).isZero();
    }

    // Then
    assertThat(unchanged).isEqualTo(before);
    assertThat(text()).isEqualTo(before + "a.example.com\n");
  }

  @Test
  void manyWhoEditAtOnceLoseNothing() {
    // When
    List<Integer> exitCodes =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(i -> admin.run("registries", "add", "r" + i + ".example.com", "--yes"))
            .map(Result::exitCode)
            .toList();

    // Then
    assertThat(exitCodes).containsOnly(0);
    assertThat(text())
        .contains("r0.example.com\n", "r1.example.com\n", "r2.example.com\n", "r3.example.com\n");
  }

  @Test
  void settingsOfAToolAreSetShownAndRemoved(@TempDir Path directory) throws IOException {
    // Given
    Path file = directory.resolve("aperf-settings.yaml");
    Files.writeString(
        file, "args: [--safe]\nnamespaces: [team-*]\nenv: [{name: HZ, value: '99'}]\n");

    // When
    Result mistaken = admin.run("images", "settings", "set", "aperf", "--capability", "PTRACE");
    Result dry =
        admin.run("images", "settings", "set", "aperf", "--privileged", "--dry-run", "-o", "json");
    Result set =
        admin.run(
            "images settings set aperf --capability SYS_PTRACE --capability PERFMON --user 0 --max-duration 10m --yes"
                .split(" "));
    Result list = admin.run("images", "list");
    Result replaced =
        admin.run("images", "settings", "set", "aperf", "-f", file.toString(), "--yes");
    Result full = admin.run("images", "list", "-o", "yaml");
    Result unset = admin.run("images", "settings", "unset", "aperf", "--yes");
    Result again = admin.run("images", "settings", "unset", "aperf", "--yes");

    // Then
    assertThat(mistaken)
        .isEqualTo(
            new Result(
                2,
                "",
                "aictl: The settings are not valid, securityContext.capabilities.add[0] is no"
                    + " capability of Linux, such as SYS_PTRACE.\n"));
    assertThat(dry.out()).contains("\"changed\": false", "\"privileged\": true");
    assertThat(set.out())
        .matches("(?s)ConfigMap 'toe-system/profiler-settings'(, which is created)?:\n.*")
        .endsWith(
            """
              aperf:
                maxDuration (not set) -> 10m
                securityContext.capabilities.add (not set) -> [SYS_PTRACE, PERFMON]
                securityContext.runAsUser (not set) -> 0
            Runs that have begun keep their settings.
            Changed ConfigMap 'toe-system/profiler-settings'.
            """);
    assertThat(list.out())
        .isEqualTo(
            """
            TOOL    IMAGE                           USED BY   SETTINGS                       NOTE
            aperf   registry.example.com/aperf:v1   0         securityContext, maxDuration
            """);
    assertThat(replaced.out())
        .contains(
            "    args (not set) -> [--safe]\n    env (not set) -> [HZ]\n",
            "    maxDuration 10m -> (not set)\n");
    assertThat(full.out()).contains("- --safe", "value: '99'").doesNotContain("SYS_PTRACE");
    assertThat(unset.out()).contains("    namespaces [team-*] -> (not set)\n");
    assertThat(again).isEqualTo(new Result(1, "", "aictl: Tool 'aperf' has no settings.\n"));
  }

  @Test
  void theCatalogIsKeptTheSameWay() {
    // When
    Result set = admin.run("images", "set", "aprof", "registry.example.com/aprof:1", "--yes");
    Result list = admin.run("images", "list");
    Result removed = admin.run("images", "remove", "aprof", "--yes", "-o", "json");
    Result again = admin.run("images", "remove", "aprof", "--yes");

    // Then
    assertThat(set.out())
        .startsWith(
            """
            ConfigMap 'toe-system/profiler-images':
              aprof: (not set) -> registry.example.com/aprof:1
            """);
    assertThat(list.out())
        .isEqualTo(
            """
            TOOL    IMAGE                           USED BY   SETTINGS   NOTE
            aperf   registry.example.com/aperf:v1   0         -
            aprof   registry.example.com/aprof:1    0         -
            """);
    assertThat(removed.out()).contains("\"changed\": true").contains("\"newImage\": null");
    assertThat(again)
        .isEqualTo(new Result(1, "", "aictl: There is no tool 'aprof' in the catalog.\n"));
  }

  @Test
  void jsonIsAsItsSchemaSays() {
    // Given
    OutputSchema schema = new OutputSchema();
    List<String> withoutNamespace = CommandTree.withoutNamespace();
    workloads.agent("web", "nginx");
    workloads.agent("stranger", "evil.com/x");
    workloads.tool("dictionary", "ghcr.io/acme/dictionary");
    awaitReady("web");
    Profiling profiling = new Profiling(cluster.adminClient(), namespace);
    profiling.run("done", "aperf", "web");
    profiling.run("waiting", "unknown", "web");
    profiling.awaitPhase("done", PowerToolStatus.Phase.Completed);
    profiling.awaitObstacle("waiting", "ToolNotFound");
    Map<String, String> commands =
        Map.ofEntries(
            Map.entry("agent status web", "workloadStatus"),
            Map.entry("agent status stranger", "workloadStatus"),
            Map.entry("agent list -A", "workloadList"),
            Map.entry("tool list", "workloadList"),
            Map.entry("powertool status done", "powerToolStatus"),
            Map.entry("powertool status waiting", "powerToolStatus"),
            Map.entry("powertool list", "powerToolList"),
            Map.entry("registries list", "registriesList"),
            Map.entry("registries check nginx evil.com/x @", "registriesCheck"),
            Map.entry("registries audit", "registriesAudit"),
            Map.entry("registries audit --propose /dev/null", "registriesPropose"),
            Map.entry("registries add evil.com --dry-run", "registriesEdit"),
            Map.entry("pods audit", "podsAudit"),
            Map.entry("pods audit -A", "podsAudit"),
            Map.entry("images list", "imagesList"),
            Map.entry("admission status", "admissionStatus"),
            Map.entry("check", "check"),
            Map.entry("version", "version"),
            Map.entry("images set x nginx --dry-run", "imagesEdit"),
            Map.entry("images settings set x --user 0 --dry-run", "imagesSettingsEdit"));

    commands.forEach(
        (command, definition) -> {
          // When
          boolean withNamespace = withoutNamespace.stream().noneMatch(command::startsWith);
          Result result =
              admin.run(
                  (command + " -o json" + (withNamespace ? " -n " + namespace : "")).split(" "));

          // Then
          assertThat(schema.problems(definition, result.out())).as(command).isEmpty();
        });
  }

  @Test
  void aPowerToolIsShownWithItsTargets() {
    // Given
    workloads.agent("profiled", "nginx");
    awaitReady("profiled");
    Profiling profiling = new Profiling(cluster.adminClient(), namespace);
    profiling.run("quick", "aperf", "profiled");
    profiling.run("early", "aprof", "profiled");
    profiling.awaitObstacle("early", "ToolNotFound");

    // When
    Result watched = admin.run("powertool", "status", "quick", "--watch", "-n", namespace);
    Result early = admin.run("powertool", "status", "early", "-n", namespace);

    // Then
    assertThat(watched.exitCode()).isZero();
    assertThat(watched.out().substring(watched.out().lastIndexOf("PowerTool: ")))
        .matches(
            """
            PowerTool: quick
            Phase: Completed
            OK: 1 of 1 targets completed
               Tool: aperf, image registry.example.com/aperf:v1
               Started: 20\\S+Z \\(TIME ago\\)
               Ended: 20\\S+Z

            POD +CONTAINER +STATE +EXIT CODE +REASON +MESSAGE
            profiled-\\S+ +agent +Completed +0 +- +-
            """
                .replace("TIME", AGE));
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.out())
        .matches(
            """
            PowerTool: early
            Phase: Pending
            ERROR: There is no image for tool 'aprof'
               Tool 'aprof' is not in the profiler image catalog. Available: aperf.
               Since: 20\\S+Z \\(TIME ago\\)

            Have an administrator set its image; the run then starts by itself:
              aictl images set aprof IMAGE
            """
                .replace("TIME", AGE));
  }

  @Test
  void podsOfAgentsAreToldAsTheirsAndProfilersApart() {
    // Given
    workloads.agent("profiled", "nginx");
    awaitReady("profiled");
    Profiling profiling = new Profiling(cluster.adminClient(), namespace);
    profiling.run("long", "aperf", "profiled", spec -> spec.getProfiler().setDuration("10m"));
    Eventually.assertThat(() -> assertThat(profiling.injectedPods("profiled")).isEqualTo(1));

    // When
    Result audit = admin.run("pods", "audit", "-n", namespace);
    new Catalog(cluster.adminClient()).set(Map.of("aperf", "registry.example.com/aperf:v2"));
    Result later = admin.run("pods", "audit", "-n", namespace);
    new Catalog(cluster.adminClient()).set(Map.of("aperf", "registry.example.com/aperf:v1"));
    profiling.tool("long").delete();

    // Then
    assertThat(audit)
        .isEqualTo(
            new Result(
                0,
                """
                REGISTRY    ALLOWED   IMAGE                     PODS   BECAUSE             USED BY
                docker.io   yes       docker.io/library/nginx   1      entry 'docker.io'   agent NS/profiled

                PROFILER                        PODS   USED BY
                registry.example.com/aperf:v1   1      agent NS/profiled

                0 of 1 pods have an image that is not allowed.
                """
                    .replace("NS", namespace),
                ""));
    assertThat(later.exitCode()).isEqualTo(1);
    assertThat(later.out()).contains("registry not listed").doesNotContain("PROFILER");
  }

  @Test
  void aMissingListIsSaidAndCanBeMade() {
    // Given
    allowlist.delete();

    // When
    Result list = admin.run("registries", "list");
    Result check = admin.run("registries", "check", "nginx");
    Result add = admin.run("registries", "add", "docker.io", "--yes");

    // Then
    assertThat(list.exitCode()).isEqualTo(1);
    assertThat(list.err())
        .isEqualTo(
            "aictl: ConfigMap 'kube-system/operator-config' does not exist, so no image can be"
                + " validated and nothing new is started. Create it with: aictl registries add"
                + " ENTRY\n");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("there is no list");
    assertThat(add.exitCode()).isZero();
    assertThat(text()).isEqualTo("docker.io\n");
  }

  @Test
  void aListThatTheOperatorInGoLeftIsTold() {
    // Given
    ConfigMap left =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("operator-config")
            .withNamespace(namespace)
            .endMetadata()
            .withData(Map.of("allowed-registries", "old.example.com"))
            .build();
    cluster.adminClient().resource(left).serverSideApply();

    // When
    Result list = admin.run("registries", "list");
    cluster.adminClient().resource(left).delete();

    // Then
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).doesNotContain("old.example.com");
    assertThat(list.err())
        .isEqualTo(
            """
            Namespace '%1$s' has a ConfigMap 'operator-config' with a list, too, as the operator in \
            Go kept it. It is not read. See what it has: kubectl get configmap operator-config -n \
            %1$s -o yaml
            """
                .formatted(namespace));
  }

  @Test
  void anAdministratorCanAskAsSomebodyElseAndByTheNamesOfTheLists() {
    // When
    Result own = admin.run("allowlist", "list", "-o", "name");
    Result other = admin.run("catalog", "list", "--as", "jane", "--as-group", "developers");
    Result late = admin.run("allowlist", "list", "--request-timeout", "soon");

    // Then
    assertThat(own.exitCode()).isZero();
    assertThat(own.out()).contains("git.theryans.io");
    assertThat(other.exitCode()).isNotZero();
    assertThat(other.err()).contains("jane");
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.err()).contains("'soon' is no duration for --request-timeout");
  }

  @Test
  void anAuthorNeedsNoMoreThanToReadHisAgents() {
    // Given
    workloads.agent("my-agent", "untrusted-registry.com/x:1");
    workloads.awaitValidated("my-agent", "False");
    Launcher author =
        user(
            "author",
            new PolicyRuleBuilder()
                .withApiGroups("langop.io")
                .withResources("languageagents", "languagetools")
                .withVerbs("get", "list", "watch")
                .build());

    // When
    Result status = author.run("agent", "status", "my-agent");
    Result audit = author.run("registries", "audit");
    Result list = author.run("registries", "list");
    Result everywhere = author.run("agent", "list", "-A");
    Result add = author.run("registries", "add", "a.example.com", "--yes");

    // Then
    assertThat(status).isEqualTo(new Result(1, blocked("my-agent", ""), ""));
    assertThat(audit.out()).startsWith("REGISTRY                 ALLOWED   USES   USED BY\n");
    assertThat(audit.err())
        .isEqualTo(
            "You may not read the list, so this is what the status of each resource says.\n");
    assertThat(List.of(list, everywhere, add))
        .allSatisfy(
            result -> {
              assertThat(result.exitCode()).isEqualTo(3);
              assertThat(result.out()).isEmpty();
              assertThat(result.err())
                  .startsWith("aictl: Forbidden: ")
                  .endsWith(". Ask an administrator for this right.\n")
                  .hasLineCount(1);
            });
  }

  @Test
  void whatAdmissionDoesIsToldAsFarAsOneMayRead() {
    // Given
    Launcher stranger = user("stranger");

    // When
    Result status = admin.run("admission", "status");
    Result check = admin.run("registries", "check", "nginx", "-n", namespace);
    Result unread = stranger.run("admission", "status");

    // Then
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.out())
        .containsPattern("ValidatingAdmissionPolicy +- +missing +none for pods\n")
        .containsPattern("CompiledAllowlist +operator-config +missing\n");
    assertThat(check.exitCode()).isZero();
    assertThat(check.err())
        .startsWith("Admission does not judge pods in namespace '" + namespace + "': ");
    assertThat(unread.exitCode()).isEqualTo(3);
    assertThat(unread.out()).containsPattern("CompiledAllowlist +operator-config +unknown\n");
    assertThat(unread.err()).contains("You may not list namespaces, ").doesNotContain("aictl: ");
  }

  @Test
  void onlyThoseWithTheLabelsAreListed() {
    // Given
    workloads.agent("shop", "nginx:1");
    workloads.agent("other", "nginx:1");
    Eventually.edited(
        cluster
            .adminClient()
            .resources(LanguageAgent.class)
            .inNamespace(namespace)
            .withName("shop"),
        agent -> {
          agent.getMetadata().setLabels(Map.of("team", "shop"));
          return agent;
        });

    // When
    Result shop = admin.run("agent", "list", "-n", namespace, "-l", "team=shop", "-o", "name");
    Result none = admin.run("agent", "list", "-n", namespace, "--selector", "team=none");
    Result wrong = admin.run("agent", "list", "-n", namespace, "-l", "=");

    // Then
    assertThat(shop.out()).isEqualTo("languageagent.langop.io/shop\n");
    assertThat(none.err())
        .isEqualTo(
            "There is no agent with labels 'team=none' in namespace '%s'.\n".formatted(namespace));
    assertThat(wrong)
        .isEqualTo(new Result(2, "", "aictl: '=' is no selector, such as team=shop,tier!=test.\n"));
  }

  @Test
  void aListOfTheClusterIsTested() throws IOException {
    // Given
    Path tests =
        Files.writeString(
            directory.resolve("tests.yaml"),
            """
            expect:
            - {image: nginx, allowed: true}
            - {image: evil.com/x, allowed: false, reason: RegistryNotAllowed}
            """);

    // When
    Result result = admin.run("allowlist", "test", tests.toString());
    allowlist.delete();
    Result without = admin.run("allowlist", "test", tests.toString());

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.out()).isEmpty();
    assertThat(without.err()).contains("does not exist");
  }

  @Test
  void aCheckWaitsUntilTheOperatorIsThere() {
    // Given
    Launcher stranger = user("onlooker");

    // When
    Result without = admin.run("check", "--wait", "--timeout", "1s");
    Result unread = stranger.run("check");
    Result noOperator = admin.run("version");
    Result complete;
    Result versions;
    String seen;
    try (OnTerminal run =
        admin.onTerminal("check --wait --timeout " + Patience.text(Duration.ofSeconds(90)))) {
      run.await("Waiting for operator (no Deployment has the label ");
      cluster.adminClient().resource(operatorDeployment()).create();
      assertThat(run.awaitEnd()).isZero();
      seen = run.text();
      complete = admin.run("check");
      versions = admin.run("version");
    } finally {
      cluster.adminClient().resource(operatorDeployment()).delete();
    }

    // Then
    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err())
        .endsWith(
            "aictl: Not ready: operator (no Deployment has the label"
                + " app.kubernetes.io/part-of=language-operator).\n");
    assertThat(unread.exitCode()).isEqualTo(3);
    assertThat(unread.out())
        .containsPattern("kinds +ready")
        .containsPattern("operator +unknown")
        .containsPattern("allowlist +unknown");
    assertThat(noOperator.exitCode()).isEqualTo(1);
    assertThat(noOperator.err()).isEqualTo("aictl: There is no operator in the cluster.\n");
    assertThat(seen).contains("Everything is ready.");
    assertThat(complete.exitCode()).isZero();
    assertThat(complete.out())
        .containsPattern("kinds +ready +all custom resources are served\n")
        .containsPattern("operator +ready +" + namespace + "/an-operator\n")
        .containsPattern("allowlist +ready +ConfigMap 'kube-system/operator-config'\n")
        .containsPattern("catalog +off +the operator runs no PowerTools\n")
        .containsPattern("policies +off ")
        .containsPattern("versions +ready .*, operator 9.9.9, Kubernetes v1.*aictl may decide");
    assertThat(versions.exitCode()).isZero();
    assertThat(versions.out())
        .containsPattern("kubernetes +v1\\.")
        .containsPattern("operator +9.9.9 +" + namespace + "/an-operator +example.com/operator:9");
  }

  /** Only its state counts; the operator itself runs beside the cluster. */
  private static Deployment operatorDeployment() {
    Map<String, String> labels =
        Map.of(
            "app.kubernetes.io/part-of", "language-operator", "app.kubernetes.io/version", "9.9.9");
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("an-operator")
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("operator")
        .withImage("example.com/operator:9")
        .addNewEnv()
        .withName("LANGUAGE_OPERATOR_POWERTOOL_ENABLED")
        .withValue("false")
        .endEnv()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  @Test
  void whoMayDoNothingIsToldSo() {
    // Given
    Launcher nobody = user("nobody");

    // When
    List<Result> results =
        List.of(
            nobody.run("agent", "status", "x"),
            nobody.run("tool", "list"),
            nobody.run("powertool", "list", "-w"),
            nobody.run("registries", "audit"),
            nobody.run("pods", "audit"),
            nobody.run("images", "list"));

    // Then
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.exitCode()).isEqualTo(3);
              assertThat(result.err()).contains("aictl: Forbidden: ");
              assertThat(result.err()).doesNotContain("Exception", "\tat ");
            });
  }

  @Test
  void wrongCredentialsAndUntrustedServersAreExplained() throws IOException {
    // Given
    String kubeconfig = Files.readString(cluster.kubeconfigFor(namespace, "default"));
    Path badToken =
        Files.writeString(
            directory.resolve("bad-token"), kubeconfig.replaceAll("token: .*", "token: wrong"));
    Path untrusted =
        Files.writeString(
            directory.resolve("untrusted"),
            kubeconfig.replaceAll("certificate-authority-data: .*", "x: y"));

    // When
    Result token = admin.run("agent", "list", "--kubeconfig", badToken.toString());
    Result trust = admin.run("agent", "list", "--kubeconfig", untrusted.toString());

    // Then
    assertThat(token.exitCode()).isEqualTo(3);
    assertThat(token.err()).contains("does not accept your credentials").hasLineCount(1);
    assertThat(trust.exitCode()).isEqualTo(3);
    assertThat(trust.err()).contains("no trusted connection").hasLineCount(1);
  }

  private static Launcher user(String name, PolicyRule... rules) {
    RestrictedUser restricted = RestrictedUser.create(cluster, namespace, name);
    Launcher user = restricted.launcher(admin);
    if (rules.length > 0) {
      restricted.may(namespace, rules);
      // The API server learns of a new role through a watch of its own.
      Eventually.assertThat(() -> assertThat(user.run("agent", "list").exitCode()).isLessThan(3));
    }
    return user;
  }

  private static void awaitReady(String agent) {
    Eventually.assertThat(
        () ->
            assertThat(workloads.ready(agent))
                .hasValueSatisfying(ready -> assertThat(ready.getStatus()).isEqualTo("True")));
  }

  private static String text() {
    return allowlist.resource().require().getData().get(Allowlist.KEY);
  }
}
