package io.langop.operator.demo;

import static io.langop.operator.demo.Stage.CATALOG;
import static io.langop.operator.demo.Stage.CATALOG_NAMESPACE;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.status.Conditions;
import io.langop.operator.testcluster.OperatorProcess;
import java.time.Duration;
import java.util.List;

/** The story of the profilers: users name a tool, administrators own the images. */
final class PowerToolStory {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String RUN = "secure-profiling";
  private static final String EARLY_RUN = "early-profiling";
  private static final String DEVELOPER = "developer";

  private final Stage stage;
  private final OperatorProcess operator;
  private final Kubectl kubectl;
  private final Screen screen;
  private final String namespace;
  private final String developer;
  private final Images images;

  PowerToolStory(Stage stage, OperatorProcess operator) {
    this.stage = stage;
    this.operator = operator;
    this.kubectl = stage.kubectl();
    this.screen = stage.screen();
    this.namespace = stage.namespace();
    this.developer = "system:serviceaccount:" + namespace + ":" + DEVELOPER;
    this.images = stage.simulated() ? Images.SIMULATED : Images.REAL;
  }

  /** Real nodes need images that exist, and whose program ends by itself. */
  private record Images(String aperf, String nextAperf, String aprof) {
    static final Images SIMULATED =
        new Images(
            "registry.example.com/aperf:v1.0.0",
            "registry.example.com/aperf:v1.1.0",
            "registry.example.com/aprof:v1.0.0");
    static final Images REAL =
        new Images(
            "docker.io/library/busybox:1.36",
            "docker.io/library/busybox:1.37",
            "docker.io/library/busybox:1.36");
  }

  void tell() {
    fillCatalog();
    inviteDeveloper();
    profile();
    askForUnknownTool();
    addTheTool();
    showAuditTrail();
  }

  private void fillCatalog() {
    screen.chapter("The catalog: administrators choose the images of profilers");
    kubectl.updateProfilerImages("aperf", images.aperf());
    kubectl.run("get", "configmap", CATALOG, "-n", CATALOG_NAMESPACE, "-o", "jsonpath={.data}");
    screen.say("The operator's log:");
    screen.output(operator.awaitLog("Tool 'aperf' was added", LIMIT));
  }

  private void inviteDeveloper() {
    screen.chapter(
        "A user with the role 'edit' may profile, but neither read nor change the catalog");
    kubectl.run("create", "serviceaccount", DEVELOPER, "-n", namespace);
    kubectl.run(
        "create",
        "rolebinding",
        DEVELOPER,
        "--clusterrole=edit",
        "--serviceaccount=" + namespace + ":" + DEVELOPER,
        "-n",
        namespace);
    Expect.that(
        mayDo("create", "powertools", namespace), "The developer should create PowerTools", "no");
    for (String verb : List.of("get", "patch")) {
      Expect.that(
          !mayDo(verb, "configmap/" + CATALOG, CATALOG_NAMESPACE),
          "The developer should not %s the catalog".formatted(verb),
          "yes");
    }
    Expect.that(
        !mayDo("list", "configmaps", CATALOG_NAMESPACE),
        "The developer should not list what is beside the operator's catalog",
        "yes");
  }

  private boolean mayDo(String verb, String what, String where) {
    return kubectl.mayDo(developer, verb, what, "-n", where);
  }

  private void profile() {
    screen.chapter("A PowerTool names a tool, the catalog gives the image");
    kubectl.run("apply", "-n", namespace, "-f", "examples/powertool.yaml", "--as=" + developer);
    awaitPhase(RUN, PowerToolStatus.Phase.Completed);
    kubectl.run("get", "powertool", RUN, "-n", namespace, "-o", "wide");
    screen.say("What it ran is an ephemeral container in the agent's pod, exactly one:");
    kubectl.run(
        "get",
        "pods",
        "-n",
        namespace,
        "-l",
        "app=" + Story.AGENT,
        "-o",
        "jsonpath={range .items[*].spec.ephemeralContainers[*]}{.name}{\"\\n\"}{.image}{\"\\n\"}{range .env[*]}{.name}={.value}{\"\\n\"}{end}{end}");
    List<String> injected = injectedImages(Story.AGENT);
    Expect.that(
        injected.equals(List.of(images.aperf())),
        "One container of the catalog's image was to be injected",
        injected);
  }

  private void askForUnknownTool() {
    screen.chapter("A tool that the catalog does not have waits");
    kubectl.run(
        "apply", "-n", namespace, "-f", "examples/unknown-powertool.yaml", "--as=" + developer);
    Condition resolved =
        Expect.eventually(
            "PowerTool '%s' knows whether it has an image".formatted(EARLY_RUN),
            LIMIT,
            () -> imageResolved(EARLY_RUN),
            condition -> true);
    kubectl.run(
        "get",
        "powertool",
        EARLY_RUN,
        "-n",
        namespace,
        "-o",
        "jsonpath={.status.conditions[?(@.type==\"ImageResolved\")].message}");
    Expect.that(
        "Tool 'aprof' is not in the profiler image catalog. Available: aperf"
            .equals(resolved.getMessage()),
        "The tool was not refused in the promised words",
        resolved);
    Expect.that(
        injectedImages(Story.TOOL).isEmpty(),
        "Nothing should be injected yet",
        injectedImages(Story.TOOL));
  }

  private void addTheTool() {
    screen.chapter("An administrator adds the tool, and what waits runs by itself");
    kubectl.updateProfilerImages("aprof", images.aprof());
    awaitPhase(EARLY_RUN, PowerToolStatus.Phase.Completed);
    kubectl.run("get", "powertools", "-n", namespace);
  }

  private void showAuditTrail() {
    screen.chapter("Who changed which image: the audit trail");
    screen.say("A new version is for later runs:");
    kubectl.updateProfilerImages("aperf", images.nextAperf());
    Events events = new Events(stage);
    String change = "ProfilerImageChanged";
    events.show(CATALOG_NAMESPACE, CATALOG, List.of(change, change));
    events.show(namespace, EARLY_RUN, List.of("ToolNotFound", "Started", "Completed"));
    String image = stage.powerTool(RUN).getStatus().getResolvedImage();
    Expect.that(
        images.aperf().equals(image), "A finished run should keep what it says of itself", image);
  }

  private void awaitPhase(String name, PowerToolStatus.Phase phase) {
    Expect.eventually(
        "PowerTool '%s' is %s".formatted(name, phase),
        LIMIT,
        () -> stage.powerTool(name).getStatus(),
        status -> status.getPhase() == phase);
  }

  private Condition imageResolved(String name) {
    PowerToolStatus status = stage.powerTool(name).getStatus();
    return status == null
        ? null
        : Conditions.find(status.getConditions(), "ImageResolved").orElse(null);
  }

  private List<String> injectedImages(String app) {
    return stage.podsOf(app).stream()
        .flatMap(pod -> pod.getSpec().getEphemeralContainers().stream())
        .map(EphemeralContainer::getImage)
        .toList();
  }
}
