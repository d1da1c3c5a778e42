package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
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
 * The floor: writes statuses as the operator writes them, by server-side apply and as the same
 * ServiceAccount, but decides nothing, remembers nothing and tells nobody.
 */
final class BareClient {

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

  /** Writes a verdict to all of them, as fast as it can. */
  void writeAll(Collection<LanguageAgent> agents, Status verdict) throws InterruptedException {
    Parallel.forEach(agents, agent -> write(agent, verdict));
  }

  /**
   * Writes, at every edit of the allowlist, the opposite verdict to one agent.
   *
   * @return ends it
   */
  Runnable flipAtEdits(LanguageAgent agent, Status first) {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    Watch watch =
        client
            .configMaps()
            .inNamespace(Allowlist.NAMESPACE)
            .withName(Allowlist.NAME)
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
    return () -> {
      watch.close();
      writer.shutdown();
    };
  }

  private void write(LanguageAgent agent, Status verdict) {
    LanguageAgent patch = new LanguageAgent();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(agent.getMetadata().getNamespace())
            .withName(agent.getMetadata().getName())
            .build());
    patch.setStatus(status(agent, verdict));
    client.resource(patch).subresource("status").patch(APPLY);
  }

  private static LanguageAgentStatus status(LanguageAgent agent, Status verdict) {
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
                "ImageValidated",
                verdict,
                allowed ? "RegistryAllowed" : "RegistryNotAllowed",
                allowed
                    ? "Image registry 'many.example' is in whitelist"
                    : "Image registry 'many.example' is not in whitelist. Allowed: docker.io"),
            conditions.next(
                "Ready",
                Status.False,
                allowed ? "Suspended" : "ImageNotValidated",
                "The workload is scaled to zero")));
    return status;
  }
}
