package io.langop.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.langop.operator.pod.PodObserver;
import io.langop.operator.pod.WatchedPod;
import io.langop.operator.reading.Pages;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The pods of the watched namespaces, watched once for all who want to know: an observer is told of
 * every pod, and resources of one kind are woken by those that concern them.
 *
 * @param <P> the resources that are woken
 */
public final class ObservedPods<P extends HasMetadata> extends InformerEventSource<WatchedPod, P> {

  private static final Logger LOG = Logger.getLogger(ObservedPods.class);

  private final PodObserver observer;

  /**
   * @param woken finds the resources that a pod concerns
   */
  public ObservedPods(
      Class<P> type,
      SecondaryToPrimaryMapper<WatchedPod> woken,
      EventSourceContext<P> context,
      PodObserver observer) {
    super(
        InformerEventSourceConfiguration.from(WatchedPod.class, type)
            .withName("pods")
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(woken)
            // Pods are found by their labels, so an index of those of each resource is no use.
            .withPrimaryToSecondaryMapper((P resource) -> Set.of())
            .withOnUpdateFilter((after, before) -> !before.saysTheSameAs(after))
            .withInformerListLimit(Pages.SIZE)
            .build(),
        context);
    this.observer = observer;
  }

  /** A watch for the observer alone. */
  public static <P extends HasMetadata> ObservedPods<P> wakingNobody(
      Class<P> type, EventSourceContext<P> context, PodObserver observer) {
    return new ObservedPods<>(type, pod -> Set.<ResourceID>of(), context, observer);
  }

  @Override
  public void onAdd(WatchedPod pod) {
    tell(() -> observer.seen(pod));
    super.onAdd(pod);
  }

  @Override
  public void onUpdate(WatchedPod before, WatchedPod pod) {
    tell(() -> observer.seen(pod));
    super.onUpdate(before, pod);
  }

  @Override
  public void onDelete(WatchedPod pod, boolean finalStateUnknown) {
    tell(() -> observer.gone(pod));
    super.onDelete(pod, finalStateUnknown);
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.error("A pod could not be decided about", e);
    }
  }
}
