package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import io.langop.operator.cli.command.ConfigMapPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells when something changes that an installation consists of: operators, lists, policies. Where
 * a watch is not possible, because the user lacks the right or the kind is not there yet, it is
 * time to look again every few seconds.
 */
public final class InstallationWatch implements AutoCloseable {

  private static final Duration BLIND_PAUSE = Duration.ofSeconds(2);

  private static final KindNames DEPLOYMENTS =
      new KindNames("apps", "v1", "Deployment", "deployments");
  private static final KindNames CONFIG_MAPS = new KindNames("", "v1", "ConfigMap", "configmaps");

  private final Semaphore changes = new Semaphore(0);
  private final List<Watch> watches = new ArrayList<>();
  private volatile boolean blind;

  private InstallationWatch() {}

  static InstallationWatch start(KubernetesClient client, List<ConfigMapPlace> places) {
    InstallationWatch watch = new InstallationWatch();
    watch.add(
        DEPLOYMENTS.objects(client, true).inAnyNamespace().withLabelSelector(Operators.SELECTOR));
    for (ConfigMapPlace place : places) {
      watch.add(
          CONFIG_MAPS.objects(client, true).inNamespace(place.namespace()).withName(place.name()));
    }
    for (ClusterKind kind :
        List.of(ClusterKind.POLICY, ClusterKind.BINDING, ClusterKind.COMPILED_ALLOWLIST)) {
      watch.add(kind.names().objects(client, false));
    }
    return watch;
  }

  private void add(Watchable<GenericKubernetesResource> watched) {
    try {
      watches.add(watched.watch(new Bell()));
    } catch (KubernetesClientException e) {
      blind = true;
    }
  }

  /**
   * Waits until it is worth looking again.
   *
   * @param longest how long at most
   * @param unseen whether something is missing that no watch tells of
   */
  public void await(Duration longest, boolean unseen) throws InterruptedException {
    Duration pause =
        (blind || unseen) && BLIND_PAUSE.compareTo(longest) < 0 ? BLIND_PAUSE : longest;
    if (changes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      changes.drainPermits();
    }
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }

  /** Rings for every change. */
  private final class Bell implements Watcher<GenericKubernetesResource> {
    @Override
    public void eventReceived(Action action, GenericKubernetesResource resource) {
      changes.release();
    }

    @Override
    public void onClose(WatcherException cause) {
      blind = true;
      changes.release();
    }
  }
}
