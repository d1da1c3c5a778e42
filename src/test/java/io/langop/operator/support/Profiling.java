package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.langop.operator.api.toe.v1alpha1.PodSelector;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.api.toe.v1alpha1.Targets;
import io.langop.operator.status.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The PowerTools of one namespace and their pods, as users make and look at them. */
public final class Profiling {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String APP = "app";

  /** How the simulated nodes end profilers in a pod with this annotation. */
  private static final String PLAY = "test.langop.io/profiler";

  private static final String LOOK = "test.langop.io/look";

  /** Longer than a profiler runs. */
  private static final Duration NODES_LOOK = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final String namespace;

  public Profiling(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Creates a pod with the containers, or with one container, and waits until it runs. */
  public Pod pod(String name, String app, String... containers) {
    client.resource(newPod(name, app, Map.of(), containers)).create();
    return awaitRunning(name);
  }

  /** Creates a pod of one container with an image, and waits until it runs. */
  public Pod podOf(String name, String image) {
    Pod pod = newPod(name, name, Map.of());
    pod.getSpec().getContainers().get(0).setImage(image);
    client.resource(pod).create();
    return awaitRunning(name);
  }

  /** Creates a pod whose profilers end with exit code 1. */
  public Pod failingPod(String name, String app) {
    client.resource(newPod(name, app, Map.of(PLAY, "failing"))).create();
    return awaitRunning(name);
  }

  /** Creates a pod whose profilers never end. */
  public Pod hangingPod(String name, String app) {
    client.resource(newPod(name, app, Map.of(PLAY, "hanging"))).create();
    return awaitRunning(name);
  }

  /** Creates pods {@code app-1}, {@code app-2} and so on, and waits until they run. */
  public void pods(String app, int count) {
    IntStream.rangeClosed(1, count)
        .parallel()
        .forEach(i -> client.resource(newPod(app + "-" + i, app, Map.of())).create());
    Eventually.within(
        LIMIT,
        () ->
            assertThat(podsOf(app))
                .hasSize(count)
                .allMatch(pod -> "Running".equals(pod.getStatus().getPhase())));
  }

  /** A pod that nobody has created yet. */
  public Pod newPod(
      String name, String app, Map<String, String> annotations, String... containers) {
    List<String> names = containers.length == 0 ? List.of("main") : Arrays.asList(containers);
    var spec =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .addToLabels(APP, app)
            .withAnnotations(annotations)
            .endMetadata()
            .withNewSpec();
    names.forEach(
        container -> spec.addNewContainer().withName(container).withImage("nginx").endContainer());
    return spec.endSpec().build();
  }

  /** Adds a label to a pod that is there. */
  public void label(String pod, String key, String value) {
    edit(pod, read -> read.editMetadata().addToLabels(key, value).endMetadata());
  }

  /** Has the nodes end the profilers of {@link #hangingPod}s, of those to come too. */
  public void endProfilers(String app) {
    podsOf(app)
        .forEach(
            pod ->
                edit(
                    pod.getMetadata().getName(),
                    read -> read.editMetadata().removeFromAnnotations(PLAY).endMetadata()));
  }

  private void edit(String pod, UnaryOperator<PodBuilder> change) {
    Eventually.edited(
        client.pods().inNamespace(namespace).withName(pod),
        read -> change.apply(new PodBuilder(read)).build());
  }

  /** Deletes a pod and waits until it is gone. */
  public void delete(String pod) {
    client.pods().inNamespace(namespace).withName(pod).withGracePeriod(0).delete();
    Eventually.within(LIMIT, () -> assertThat(pod(pod)).isNull());
  }

  /**
   * Waits until the nodes say of all pods of {@code app} that their profilers have ended. A kubelet
   * tries again what an API server that goes away did not take; a simulated node may have dropped
   * it, so it is made to look again, by an annotation, which the operator does not look at.
   */
  public void awaitProfilersEnded(String app, Duration limit) {
    Eventually.within(
        limit,
        NODES_LOOK,
        () -> {
          List<Pod> running = podsOf(app).stream().filter(pod -> !profilersEnded(pod)).toList();
          running.forEach(this::haveNodeLook);
          assertThat(running).as("pods with profilers").isEmpty();
        });
  }

  private static boolean profilersEnded(Pod pod) {
    return !injected(pod).isEmpty()
        && pod.getStatus().getEphemeralContainerStatuses().size() == injected(pod).size()
        && pod.getStatus().getEphemeralContainerStatuses().stream()
            .allMatch(status -> status.getState().getTerminated() != null);
  }

  private void haveNodeLook(Pod pod) {
    edit(
        pod.getMetadata().getName(),
        read -> read.editMetadata().addToAnnotations(LOOK, Instant.now().toString()).endMetadata());
  }

  /** Ends a pod that runs, as its node does when its containers have ended. */
  public void end(String pod) {
    Eventually.editedStatus(
        client.pods().inNamespace(namespace).withName(pod),
        read -> new PodBuilder(read).editStatus().withPhase("Succeeded").endStatus().build());
  }

  /** Waits until a pod runs. */
  public Pod awaitRunning(String name) {
    Eventually.within(
        LIMIT, () -> assertThat(pod(name).getStatus().getPhase()).isEqualTo("Running"));
    return pod(name);
  }

  public Pod pod(String name) {
    return client.pods().inNamespace(namespace).withName(name).get();
  }

  public List<Pod> podsOf(String app) {
    return client.pods().inNamespace(namespace).withLabel(APP, app).list().getItems();
  }

  /** The ephemeral containers of a pod. */
  public List<EphemeralContainer> injected(String pod) {
    return injected(pod(pod));
  }

  /** The ephemeral containers of a pod as it was read. */
  public static List<EphemeralContainer> injected(Pod pod) {
    List<EphemeralContainer> containers = pod.getSpec().getEphemeralContainers();
    return containers == null ? List.of() : containers;
  }

  /** How many pods of {@code app} have an ephemeral container. */
  public int injectedPods(String app) {
    return (int) podsOf(app).stream().filter(pod -> !injected(pod).isEmpty()).count();
  }

  /** Creates a PowerTool of one second for the pods of {@code app}. */
  public PowerTool run(String name, String tool, String app) {
    return run(name, tool, app, spec -> {});
  }

  /** Creates a PowerTool of one second for the pods of {@code app}, with changes. */
  public PowerTool run(String name, String tool, String app, Consumer<PowerToolSpec> changes) {
    PowerTool powerTool = newPowerTool(name, tool, app);
    changes.accept(powerTool.getSpec());
    return client.resource(powerTool).create();
  }

  /**
   * Does a whole run from its pod to its end. Watches tell of changes in their order, so the
   * operator then knows all that has happened before, pods above all.
   */
  public void sentinel(String name, String tool) {
    pod(name, name);
    run(name, tool, name);
    awaitPhase(name, Phase.Completed);
  }

  /** A PowerTool that nobody has created yet. */
  public PowerTool newPowerTool(String name, String tool, String app) {
    PowerTool powerTool = new PowerTool();
    powerTool.getMetadata().setName(name);
    powerTool.getMetadata().setNamespace(namespace);
    Profiler profiler = new Profiler();
    profiler.setTool(tool);
    profiler.setDuration("1s");
    PodSelector selector = new PodSelector();
    selector.setMatchLabels(Map.of(APP, app));
    Targets targets = new Targets();
    targets.setLabelSelector(selector);
    powerTool.setSpec(new PowerToolSpec());
    powerTool.getSpec().setProfiler(profiler);
    powerTool.getSpec().setTargets(targets);
    return powerTool;
  }

  public Resource<PowerTool> tool(String name) {
    return client.resources(PowerTool.class).inNamespace(namespace).withName(name);
  }

  /** Waits until a PowerTool is in a phase, and returns it. */
  public PowerTool awaitPhase(String name, Phase phase) {
    return await(name, tool -> assertThat(tool.getStatus().getPhase()).isEqualTo(phase));
  }

  /** Waits until a PowerTool cannot start for a reason, and returns it. */
  public PowerTool awaitObstacle(String name, String reason) {
    return await(name, tool -> assertThat(complete(tool).getReason()).isEqualTo(reason));
  }

  /** Waits until an assertion on a PowerTool holds, and returns it. */
  public PowerTool await(String name, Consumer<PowerTool> assertion) {
    return Eventually.answer(
        () -> {
          PowerTool now = tool(name).require();
          assertThat(now.getStatus()).as("status of %s", name).isNotNull();
          assertion.accept(now);
          return now;
        });
  }

  /** Waits until what a PowerTool is about stands in its status, and returns it. */
  public PowerTool awaitStarted(String name) {
    return await(name, tool -> assertThat(tool.getStatus().getStartTime()).isNotNull());
  }

  /** The events on a PowerTool, in no particular order. */
  public List<Event> events(PowerTool tool) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("involvedObject.uid", tool.getMetadata().getUid())
        .list()
        .getItems();
  }

  /** What a PowerTool says of one pod. */
  public static TargetStatus target(PowerTool tool, String pod) {
    return tool.getStatus().getTargets().stream()
        .filter(target -> target.getPod().equals(pod))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no target " + pod));
  }

  public static Condition imageResolved(PowerTool tool) {
    return condition(tool, "ImageResolved");
  }

  public static Condition targetsFound(PowerTool tool) {
    return condition(tool, "TargetsFound");
  }

  public static Condition complete(PowerTool tool) {
    return condition(tool, "Complete");
  }

  private static Condition condition(PowerTool tool, String type) {
    return Conditions.find(tool.getStatus().getConditions(), type).orElseThrow();
  }
}
