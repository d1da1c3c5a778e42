package io.langop.operator.cli.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the workload that a person knows behind each pod: the Deployment and not its ReplicaSet,
 * the CronJob and not its Job, the agent or tool and not its Deployment. Each kind between them is
 * listed at most once.
 */
final class PodOwners {

  /** What one list says: who controls the objects of a kind. */
  @FunctionalInterface
  interface Lists {

    /** Only objects with a controller count. */
    Reading<Map<Workload, Workload>> controllers(ListedKind kind);
  }

  private final Lists lists;
  private final Map<Workload, Workload> controllers = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  PodOwners(Lists lists) {
    this.lists = lists;
  }

  /** The same pods with the workloads that a person knows. */
  List<RunningPod> resolve(List<RunningPod> pods) {
    if (pods.stream().anyMatch(pod -> ListedKind.REPLICA_SET.isKindOf(pod.owner()))) {
      read(
          ListedKind.REPLICA_SET,
          "You may not list ReplicaSets, so Deployments are told by the names of their pods.");
    }
    if (pods.stream().anyMatch(pod -> ListedKind.JOB.isKindOf(pod.owner()))) {
      read(
          ListedKind.JOB,
          "You may not list Jobs, so Jobs are shown and not the CronJobs that made them.");
    }
    List<RunningPod> above = pods.stream().map(pod -> pod.ownedBy(above(pod))).toList();
    if (above.stream().anyMatch(pod -> ListedKind.DEPLOYMENT.isKindOf(pod.owner()))) {
      read(
          ListedKind.DEPLOYMENT,
          "You may not list Deployments, so those of agents and tools are shown as Deployments.");
    }
    return above.stream().map(pod -> pod.ownedBy(author(pod.owner()))).toList();
  }

  /** What could not be found out; empty if everything could. */
  List<String> notes() {
    return notes;
  }

  private void read(ListedKind kind, String forbidden) {
    Reading<Map<Workload, Workload>> reading = lists.controllers(kind);
    if (reading.isRead()) {
      controllers.putAll(reading.value());
    } else if (reading.isForbidden()) {
      notes.add(forbidden);
    }
  }

  private Workload above(RunningPod pod) {
    Workload owner = pod.owner();
    if (ListedKind.REPLICA_SET.isKindOf(owner)) {
      Workload controller = controllers.get(owner);
      return controller == null ? byName(owner, pod.templateHash()) : controller;
    }
    return ListedKind.JOB.isKindOf(owner) ? controllers.getOrDefault(owner, owner) : owner;
  }

  /**
   * Only Deployments give their pods this label, and end the names of their ReplicaSets with it.
   */
  private static Workload byName(Workload replicaSet, String templateHash) {
    String end = "-" + templateHash;
    return templateHash.isEmpty() || !replicaSet.name().endsWith(end)
        ? replicaSet
        : ListedKind.DEPLOYMENT.workload(
            replicaSet.namespace(),
            replicaSet.name().substring(0, replicaSet.name().length() - end.length()));
  }

  private Workload author(Workload owner) {
    Workload controller = ListedKind.DEPLOYMENT.isKindOf(owner) ? controllers.get(owner) : null;
    return controller != null && controller.isOurs() ? controller : owner;
  }
}
