package io.langop.operator.demo;

import static io.langop.operator.demo.Stage.ALLOWLIST;
import static io.langop.operator.demo.Stage.ALLOWLIST_KEY;
import static io.langop.operator.demo.Stage.ALLOWLIST_NAMESPACE;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.testcluster.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The story of the allowlist, step by step. A step that does not happen ends it. */
final class Story {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration REAL_NODES_LIMIT = Duration.ofMinutes(5);

  private static final String EVIL = "evil-registry.com";

  /** Runs from the default allowlist, and goes on when its registry is removed. */
  static final String AGENT = "greeter";

  static final String TOOL = "dictionary";
  private static final String STRANGER = "stranger";

  private final Stage stage;
  private final OperatorProcess operator;
  private final Kubectl kubectl;
  private final Screen screen;
  private final boolean simulated;
  private final Duration runningLimit;

  Story(Stage stage, OperatorProcess operator) {
    this.stage = stage;
    this.operator = operator;
    this.kubectl = stage.kubectl();
    this.screen = stage.screen();
    this.simulated = stage.simulated();
    this.runningLimit = simulated ? LIMIT : REAL_NODES_LIMIT;
  }

  void tell() {
    showAllowlist();
    runAllowed();
    refuseStranger();
    allowStranger();
    removeDockerHub();
    showEvents();
  }

  private void showAllowlist() {
    screen.chapter("The allowlist: registries that images may come from");
    kubectl.run(
        "get",
        "configmap",
        ALLOWLIST,
        "-n",
        ALLOWLIST_NAMESPACE,
        "-o",
        "jsonpath={.data.allowed-registries}");
    awaitLoaded(stage.registries());
  }

  private void runAllowed() {
    screen.chapter("An agent and a tool from allowed registries run");
    kubectl.run(
        "apply", "-n", stage.namespace(), "-f", "examples/agent.yaml", "-f", "examples/tool.yaml");
    Expect.eventually(
        "agent '%s' is Running".formatted(AGENT),
        runningLimit,
        () -> status(AGENT),
        Story::isRunning);
    Expect.eventually(
        "tool '%s' is Running".formatted(TOOL),
        runningLimit,
        () -> stage.tool(TOOL).getStatus(),
        Story::isRunning);
    showAll();
  }

  private void refuseStranger() {
    screen.chapter("An agent from an unknown registry is refused");
    kubectl.run("apply", "-n", stage.namespace(), "-f", "examples/blocked-agent.yaml");
    Expect.eventually(
        "agent '%s' has a verdict".formatted(STRANGER),
        LIMIT,
        () -> status(STRANGER),
        status -> condition(status, "ImageValidated") != null);
    showCondition(STRANGER);
    WorkloadStatus status = status(STRANGER);
    Condition verdict = condition(status, "ImageValidated");
    Expect.that(
        "False".equals(verdict.getStatus())
            && "RegistryNotAllowed".equals(verdict.getReason())
            && verdict
                .getMessage()
                .equals(
                    "Image registry '%s' is not in whitelist. Allowed: %s"
                        .formatted(EVIL, String.join(", ", stage.registries()))),
        "The agent was not refused in the promised words",
        verdict);
    Expect.that(
        status.getPhase() == WorkloadStatus.Phase.Pending,
        "A refused agent should be Pending",
        status.getPhase());
    showAll();

    screen.say("Nothing was created for it:");
    kubectl.run("get", "deployments,pods", "-n", stage.namespace());
    kubectl.run("get", "pods", "-n", stage.namespace(), "-l", "app=" + STRANGER);
    Expect.that(
        stage.podsOf(STRANGER).isEmpty(), "A refused agent has pods", stage.podsOf(STRANGER));
  }

  private void allowStranger() {
    screen.chapter("The allowlist is edited live: no restart, nothing recreated");
    screen.say("kubectl edit, with an editor that adds one line to the list");
    FlipWatch.Times after;
    try (FlipWatch watch =
        new FlipWatch(
            stage.client(),
            stage.allowlist(),
            stage.agent(STRANGER),
            agent -> isAllowed(agent.getStatus()),
            agent -> hasWorkload(agent.getStatus()))) {
      kubectl.run(
          Map.of("KUBE_EDITOR", editorThatAdds(EVIL).toString()),
          "edit",
          "configmap",
          ALLOWLIST,
          "-n",
          ALLOWLIST_NAMESPACE);
      Expect.that(
          stage.registries().stream().anyMatch(line -> line.strip().equals(EVIL)),
          "The edit of the ConfigMap was not stored",
          stage.registries());
      after =
          watch.measure(
              "agent '%s' %s".formatted(STRANGER, simulated ? "runs" : "has a workload"), LIMIT);
    }
    awaitLoaded(stage.registries());
    screen.say(
        "After the edit was stored it took %d ms until '%s' was allowed, and %d ms until it %s"
            .formatted(
                after.decided().toMillis(),
                STRANGER,
                after.done().toMillis(),
                simulated
                    ? "was Running"
                    : "had a Deployment (its image does not really exist, so its pod cannot start)"));
    showCondition(STRANGER);
    showAll();
    kubectl.run("get", "pods", "-n", stage.namespace(), "-l", "app=" + STRANGER);
  }

  private static boolean isAllowed(WorkloadStatus status) {
    Condition verdict = condition(status, "ImageValidated");
    return verdict != null && "True".equals(verdict.getStatus());
  }

  private boolean hasWorkload(WorkloadStatus status) {
    return simulated ? isRunning(status) : status.getImage() != null;
  }

  private void removeDockerHub() {
    screen.chapter("A registry is removed: its agents keep running, frozen");
    List<String> podsBefore = uids(stage.podsOf(AGENT));
    List<String> rest =
        stage.registries().stream().filter(line -> !line.equals("docker.io")).toList();
    stage.setRegistries(rest);
    awaitLoaded(rest);
    WorkloadStatus status =
        Expect.eventually(
            "agent '%s' says that its image is not allowed any more".formatted(AGENT),
            LIMIT,
            () -> status(AGENT),
            seen -> "False".equals(condition(seen, "ImageValidated").getStatus()));
    showAll();
    showCondition(AGENT);
    kubectl.run("get", "pods", "-n", stage.namespace(), "-l", "app=" + AGENT);
    Expect.that(isRunning(status), "The agent should go on running", status.getPhase());
    Expect.that(
        podsBefore.equals(uids(stage.podsOf(AGENT))),
        "The agent's pod should be the one from before",
        stage.podsOf(AGENT));
    Condition ready = condition(status, "Ready");
    Expect.that(
        "ImageNotValidated".equals(ready.getReason()), "The agent should not be Ready", ready);
    screen.say("It is frozen: " + ready.getMessage());
  }

  private void showEvents() {
    screen.chapter("Who did what: events");
    Events events = new Events(stage);
    events.show(ALLOWLIST_NAMESPACE, ALLOWLIST, List.of("AllowlistChanged", "AllowlistChanged"));
    events.show(stage.namespace(), STRANGER, List.of("RegistryNotAllowed", "RegistryAllowed"));
    events.show(stage.namespace(), AGENT, List.of("RegistryAllowed", "RegistryNotAllowed"));
  }

  private void showAll() {
    kubectl.run("get", "languageagents,languagetools", "-A");
  }

  private void showCondition(String agent) {
    kubectl.run(
        "get",
        "languageagent",
        agent,
        "-n",
        stage.namespace(),
        "-o",
        "jsonpath={.status.conditions[?(@.type==\"ImageValidated\")]}");
  }

  private void awaitLoaded(List<String> registries) {
    String expected =
        "Loaded allowed registries: ["
            + registries.stream()
                .map(line -> line.replaceFirst("(^|\\s+)#.*", "").strip())
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.joining(" "))
            + "]";
    String line = operator.awaitLog(expected, LIMIT);
    screen.say("The operator's log:");
    screen.output(line);
  }

  /** A program that kubectl edit starts like any editor: one line more at the list's end. */
  private Path editorThatAdds(String registry) {
    Path editor = stage.workspace().resolve("editor");
    try {
      Files.writeString(
          editor,
          """
          #!/bin/sh
          awk 'listed && !/^    / { print "    %s"; listed = 0; done = 1 }
               /^  %s: \\|/ { listed = 1 }
               { print }' "$1" > "$1.new" && cat "$1.new" > "$1" && rm "$1.new"
          """
              .formatted(registry, ALLOWLIST_KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Expect.that(editor.toFile().setExecutable(true), "An editor could not be made", editor);
    return editor;
  }

  private WorkloadStatus status(String agent) {
    return stage.agent(agent).getStatus();
  }

  private static boolean isRunning(WorkloadStatus status) {
    return status != null && status.getPhase() == WorkloadStatus.Phase.Running;
  }

  private static Condition condition(WorkloadStatus status, String type) {
    return status == null || status.getConditions() == null
        ? null
        : status.getConditions().stream()
            .filter(condition -> type.equals(condition.getType()))
            .findFirst()
            .orElse(null);
  }

  private static List<String> uids(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getUid()).sorted().toList();
  }
}
