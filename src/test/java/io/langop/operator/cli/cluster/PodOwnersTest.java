package io.langop.operator.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodOwnersTest {

  private static final Workload REPLICA_SET = new Workload("apps", "ReplicaSet", "a", "web-5d4f");
  private static final Workload DEPLOYMENT = new Workload("apps", "Deployment", "a", "web");
  private static final Workload JOB = new Workload("batch", "Job", "a", "nightly-29400000");
  private static final Workload CRON_JOB = new Workload("batch", "CronJob", "a", "nightly");
  private static final Workload AGENT = new Workload("langop.io", "LanguageAgent", "a", "web");

  /** What a cluster says; kinds that are not there may not be listed. */
  private final Map<ListedKind, Map<Workload, Workload>> lists = new EnumMap<>(ListedKind.class);

  private final List<ListedKind> asked = new ArrayList<>();

  private final PodOwners owners =
      new PodOwners(
          kind -> {
            asked.add(kind);
            return lists.containsKey(kind) ? Reading.of(lists.get(kind)) : Reading.forbidden();
          });

  private static RunningPod pod(Workload controller, String templateHash) {
    return new RunningPod("a", "p", List.of("nginx"), List.of(), controller, templateHash);
  }

  private Workload ownerOf(RunningPod pod) {
    return owners.resolve(List.of(pod)).get(0).owner();
  }

  @Test
  void aPodOfADeploymentIsToldOfItAndNotOfItsReplicaSet() {
    // Given
    lists.put(ListedKind.REPLICA_SET, Map.of(REPLICA_SET, DEPLOYMENT));
    lists.put(ListedKind.DEPLOYMENT, Map.of());

    // Then
    assertThat(ownerOf(pod(REPLICA_SET, "5d4f"))).isEqualTo(DEPLOYMENT);
    assertThat(owners.notes()).isEmpty();
  }

  @Test
  void aDeploymentOfTheOperatorIsToldAsItsAgent() {
    // Given
    lists.put(ListedKind.REPLICA_SET, Map.of(REPLICA_SET, DEPLOYMENT));
    lists.put(ListedKind.DEPLOYMENT, Map.of(DEPLOYMENT, AGENT));

    // Then
    assertThat(ownerOf(pod(REPLICA_SET, "5d4f"))).isEqualTo(AGENT);
  }

  @Test
  void aDeploymentOfAnotherOperatorStaysWhatItIs() {
    // Given
    lists.put(ListedKind.REPLICA_SET, Map.of(REPLICA_SET, DEPLOYMENT));
    lists.put(
        ListedKind.DEPLOYMENT,
        Map.of(DEPLOYMENT, new Workload("evil.io", "LanguageAgent", "a", "web")));

    // Then
    assertThat(ownerOf(pod(REPLICA_SET, "5d4f"))).isEqualTo(DEPLOYMENT);
  }

  @Test
  void aPodOfACronJobIsToldOfItAndNotOfItsJob() {
    // Given
    lists.put(ListedKind.JOB, Map.of(JOB, CRON_JOB));

    // Then
    assertThat(ownerOf(pod(JOB, ""))).isEqualTo(CRON_JOB);
    assertThat(asked).containsExactly(ListedKind.JOB);
  }

  @Test
  void aReplicaSetOfAnotherControllerLeadsToThat() {
    // Given
    Workload rollout = new Workload("argoproj.io", "Rollout", "a", "web");
    lists.put(ListedKind.REPLICA_SET, Map.of(REPLICA_SET, rollout));

    // Then
    assertThat(ownerOf(pod(REPLICA_SET, ""))).isEqualTo(rollout);
  }

  @Test
  void otherOwnersAreToldWithoutAnyRequest() {
    // Given
    Workload statefulSet = new Workload("apps", "StatefulSet", "a", "db");

    // Then
    assertThat(ownerOf(pod(statefulSet, ""))).isEqualTo(statefulSet);
    assertThat(asked).isEmpty();
  }

  @Test
  void manyPodsCostOneListOfEachKind() {
    // Given
    lists.put(ListedKind.REPLICA_SET, Map.of(REPLICA_SET, DEPLOYMENT));
    lists.put(ListedKind.JOB, Map.of());
    lists.put(ListedKind.DEPLOYMENT, Map.of());
    RunningPod web = pod(REPLICA_SET, "5d4f");
    RunningPod job = pod(JOB, "");

    // When
    owners.resolve(List.of(web, job, web, job));

    // Then
    assertThat(asked)
        .containsExactly(ListedKind.REPLICA_SET, ListedKind.JOB, ListedKind.DEPLOYMENT);
  }

  @Test
  void withoutTheRightToListReplicaSetsTheNameOfTheDeploymentIsDerived() {
    // Given
    lists.put(ListedKind.DEPLOYMENT, Map.of(DEPLOYMENT, AGENT));

    // Then
    assertThat(ownerOf(pod(REPLICA_SET, "5d4f"))).isEqualTo(AGENT);
    assertThat(owners.notes())
        .containsExactly(
            "You may not list ReplicaSets, so Deployments are told by the names of their pods.");
  }

  @Test
  void aReplicaSetThatNoDeploymentMadeStaysWhatItIs() {
    // Given
    lists.put(ListedKind.REPLICA_SET, Map.of());

    // Then
    assertThat(ownerOf(pod(REPLICA_SET, ""))).isEqualTo(REPLICA_SET);
    assertThat(ownerOf(pod(REPLICA_SET, "other"))).isEqualTo(REPLICA_SET);
  }

  @Test
  void withoutTheRightToListJobsAndDeploymentsThatIsSaid() {
    // When
    List<RunningPod> resolved =
        owners.resolve(List.of(pod(JOB, ""), pod(REPLICA_SET, "5d4f"), pod(AGENT, "")));

    // Then
    assertThat(resolved).extracting(RunningPod::owner).containsExactly(JOB, DEPLOYMENT, AGENT);
    assertThat(owners.notes())
        .containsExactly(
            "You may not list ReplicaSets, so Deployments are told by the names of their pods.",
            "You may not list Jobs, so Jobs are shown and not the CronJobs that made them.",
            "You may not list Deployments, so those of agents and tools are shown as Deployments.");
  }
}
