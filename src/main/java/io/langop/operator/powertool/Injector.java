package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.Labels;
import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.client.Requests;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.pod.WatchedPod;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds the profiler to one pod, once. The pod is read first and the patch holds only for what was
 * read, so that of two who try at the same time one has to look again.
 */
final class Injector {

  /** What an admission webhook that fails looks like from here. */
  private static final int INTERNAL_ERROR = HttpURLConnection.HTTP_INTERNAL_ERROR;

  private static final int TOO_MANY_REQUESTS = 429;

  /** Client errors that say nothing about the pod: credentials, time-outs, too many requests. */
  private static final Set<Integer> PASSING =
      Set.of(
          HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_CLIENT_TIMEOUT,
          HttpURLConnection.HTTP_CONFLICT,
          TOO_MANY_REQUESTS);

  /**
   * Parts of refusals that are not about the pod either: the operator's own permissions, which an
   * API server that has just started does not know yet, and admission plug-ins that have not
   * either.
   */
  private static final List<String> PASSING_WORDS =
      List.of(
          "cannot patch resource \"pods/ephemeralcontainers\"", "not yet ready to handle request");

  /** Looks at a pod that others keep changing, before the next ones have their turn. */
  private static final int LOOKS = 5;

  private final PowerTool tool;
  private final OtherRuns others;
  private final PodCapacity capacity;
  private final KubernetesClient client;
  private final Clock clock;

  /**
   * @param tool a started PowerTool, its status as it is stored
   */
  Injector(
      PowerTool tool,
      OtherRuns others,
      PodCapacity capacity,
      KubernetesClient client,
      Clock clock) {
    this.tool = tool;
    this.others = others;
    this.capacity = capacity;
    // The run itself is tried again; meanwhile one pod must not hold up the others.
    this.client = Requests.withoutRetries(client);
    this.clock = clock;
  }

  /** Whether a pod has the container of this run already, though the status may not say so. */
  boolean hasInjected(WatchedPod pod) {
    return pod.ephemeralContainers().contains(tool.getStatus().getContainerName());
  }

  /** What a pod without the container tells before any request; empty when it may get one. */
  Optional<Target> foresee(Target target, WatchedPod pod) {
    return capacity
        .refuse(target, pod, clock.instant())
        .or(() -> others.occupant(pod).map(target::conflicted));
  }

  /**
   * The target after the attempt: injected, waiting, delayed or failed.
   *
   * @throws KubernetesClientException when the API server can tell of no pod now; nothing is lost
   *     by trying again
   */
  Target inject(Target target) {
    EphemeralContainer desired = EphemeralContainers.desired(tool, target);
    PodResource resource =
        client.pods().inNamespace(tool.getMetadata().getNamespace()).withName(target.pod());
    for (int look = 1; ; look++) {
      Pod pod = resource.get();
      Optional<Target> decided = decide(target, pod, desired);
      if (decided.isPresent()) {
        return decided.get();
      }
      try {
        Pod patched =
            resource
                .ephemeralContainers()
                .patch(
                    new PatchContext.Builder()
                        .withPatchType(PatchType.STRATEGIC_MERGE)
                        .withFieldManager(Labels.OPERATOR)
                        .build(),
                    Serialization.asJson(EphemeralContainers.patch(pod, desired)));
        return injected(
            target, EphemeralContainers.find(patched, desired.getName()).orElse(desired));
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
          return TargetObserver.gone(target, clock.instant());
        }
        if (isRefusal(e)) {
          return target.failed(TargetReason.InjectionRefused, ServerMessage.of(e), clock.instant());
        }
        if (e.getCode() == INTERNAL_ERROR
            || e.getCode() == HttpURLConnection.HTTP_CONFLICT && look == LOOKS) {
          return target.delayed(ServerMessage.of(e));
        }
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw e;
        }
      }
    }
  }

  /** Empty when the container is to be added now. */
  private Optional<Target> decide(Target target, Pod pod, EphemeralContainer desired) {
    if (pod == null || !pod.getMetadata().getUid().equals(target.uid())) {
      return Optional.of(TargetObserver.gone(target, clock.instant()));
    }
    Optional<EphemeralContainer> existing = EphemeralContainers.find(pod, desired.getName());
    if (existing.isPresent()) {
      return Optional.of(adopt(target, existing.get(), desired));
    }
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return Optional.of(TargetObserver.gone(target, clock.instant()));
    }
    WatchedPod watched = WatchedPod.of(pod);
    if (!Selection.isRunning(watched)) {
      return Optional.of(
          target.failed(
              TargetReason.PodNotRunning,
              "The pod was not running any more when its turn came: %s".formatted(watched.phase()),
              clock.instant()));
    }
    return foresee(target, watched);
  }

  /** It was added before, and the word of it got lost. */
  private Target adopt(Target target, EphemeralContainer existing, EphemeralContainer desired) {
    return EphemeralContainers.same(existing, desired)
        ? injected(target, existing)
        : target.failed(
            TargetReason.ContainerNameTaken,
            "The pod already has another ephemeral container '%s'".formatted(existing.getName()),
            clock.instant());
  }

  /**
   * @param actual the container that the pod has, whose image others may have replaced
   */
  private Target injected(Target target, EphemeralContainer actual) {
    return target
        .injected(clock.instant())
        .running(actual.getImage(), tool.getStatus().getResolvedImage());
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() >= 400
        && e.getCode() < 500
        && !PASSING.contains(e.getCode())
        && PASSING_WORDS.stream().noneMatch(ServerMessage.of(e)::contains);
  }
}
