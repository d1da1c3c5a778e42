package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus.Phase;
import io.langop.operator.status.Conditions;
import io.langop.operator.status.Conditions.Status;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The floor: writes statuses as the operator writes them, by server-side apply and as a
 * ServiceAccount, but decides nothing, remembers nothing and tells nobody.
 */
final class BareClient {

  static final String SERVICE_ACCOUNT = "bench-floor";

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("language-operator")
          .withForce(true)
          .build();

  private final KubernetesClient client;

  BareClient(KubernetesClient client) {
    this.client = client;
  }

  /** Gives a ServiceAccount what a bare client needs, and no more. */
  static void install(KubernetesClient admin) {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(SERVICE_ACCOUNT)
                .withNamespace(Allowlist.NAMESPACE)
                .endMetadata()
                .build())
        .create();
    admin
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(SERVICE_ACCOUNT)
                .endMetadata()
                .addNewRule()
                .withApiGroups(FloorAgent.GROUP)
                .withResources("flooragents/status")
                .withVerbs("patch")
                .endRule()
                .addNewRule()
                .withApiGroups("apps")
                .withResources("deployments")
                .withVerbs("create")
                .endRule()
                .addNewRule()
                .withApiGroups("")
                .withResources("configmaps")
                .withVerbs("list", "watch")
                .endRule()
                .build())
        .create();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(SERVICE_ACCOUNT)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", SERVICE_ACCOUNT)
                .addNewSubject("", "ServiceAccount", SERVICE_ACCOUNT, Allowlist.NAMESPACE)
                .build())
        .create();
  }

  /** Writes a verdict to all of them, as fast as it can. */
  void writeAll(Collection<FloorAgent> agents, Status verdict) throws InterruptedException {
    Parallel.forEach(agents, agent -> write(agent, verdict));
  }

  /** Makes a copy of {@code deployment} for each, and then writes that all are allowed. */
  void createAll(Collection<FloorAgent> agents, Deployment deployment) throws InterruptedException {
    Parallel.forEach(
        agents,
        agent -> {
          client.resource(FloorDeployments.copy(deployment, agent)).create();
          write(agent, Status.True);
        });
  }

  /** Writes, at every edit of its ConfigMap, the opposite verdict to one agent. */
  void flipAtEdits(FloorAgent agent, Status first) {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    client
        .configMaps()
        .inNamespace(Allowlist.NAMESPACE)
        .withName(Allowlist.OF_FLOOR)
        .watch(
            new Watcher<ConfigMap>() {
              private Status next = first;

              @Override
              public void eventReceived(Action action, ConfigMap configMap) {
                if (action == Action.MODIFIED) {
                  Status verdict = next;
                  next = verdict == Status.True ? Status.False : Status.True;
                  writer.execute(() -> write(agent, verdict));
                }
              }

              @Override
              public void onClose(WatcherException cause) {
                System.err.println("The bare client's watch has ended: " + cause);
              }
            });
  }

  private void write(FloorAgent agent, Status verdict) {
    FloorAgent patch = new FloorAgent();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(agent.getMetadata().getNamespace())
            .withName(agent.getMetadata().getName())
            .build());
    patch.setStatus(status(agent, verdict));
    client.resource(patch).subresource("status").patch(APPLY);
  }

  private static LanguageAgentStatus status(FloorAgent agent, Status verdict) {
    Conditions conditions = new Conditions(List.of(), 1, Clock.systemUTC());
    boolean allowed = verdict == Status.True;
    LanguageAgentStatus status = new LanguageAgentStatus();
    status.setObservedGeneration(1L);
    status.setPhase(Phase.Suspended);
    status.setImage(agent.getSpec().getImage());
    status.setReadyReplicas(0);
    status.setConditions(
        List.of(
            conditions.next(
                WorkloadCondition.ImageValidated,
                verdict,
                allowed ? WorkloadReason.RegistryAllowed : WorkloadReason.RegistryNotAllowed,
                allowed
                    ? "Image registry 'many.example' is in whitelist"
                    : "Image registry 'many.example' is not in whitelist. Allowed: docker.io"),
            conditions.next(
                WorkloadCondition.Ready,
                Status.False,
                allowed ? WorkloadReason.Suspended : WorkloadReason.ImageNotValidated,
                "The workload is scaled to zero")));
    return status;
  }
}
