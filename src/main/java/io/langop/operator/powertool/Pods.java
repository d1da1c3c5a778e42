package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.pod.PodObserver;
import io.langop.operator.pod.WatchedPod;
import io.langop.operator.reading.Marks;
import io.langop.operator.watch.ObservedPods;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pods of the cluster: watched once for all who want to know, and each PowerTool that a change
 * concerns is woken.
 */
final class Pods {

  private static final String NAMESPACE = "namespace-of-pod";

  private final InformerEventSource<WatchedPod, PowerTool> source;
  private final KubernetesClient client;

  /**
   * @param observer is told of every pod
   */
  Pods(EventSourceContext<PowerTool> context, PodObserver observer) {
    IndexerResourceCache<PowerTool> tools = context.getPrimaryCache();
    source = new ObservedPods<>(PowerTool.class, pod -> concerned(tools, pod), context, observer);
    source.addIndexers(Map.of(NAMESPACE, pod -> List.of(pod.getMetadata().getNamespace())));
    client = context.getClient();
  }

  InformerEventSource<WatchedPod, PowerTool> eventSource() {
    return source;
  }

  /** The pods that a PowerTool may have to do with: those of its own namespace. */
  Stream<WatchedPod> inNamespaceOf(PowerTool tool) {
    return source.byIndex(NAMESPACE, tool.getMetadata().getNamespace()).stream();
  }

  /** The pod of a target as it is watched. */
  Optional<WatchedPod> watched(PowerTool tool, Target target) {
    return source.get(new ResourceID(target.pod(), tool.getMetadata().getNamespace()));
  }

  /** The same, but only the API server is believed that a pod is not there. */
  Optional<WatchedPod> find(PowerTool tool, Target target) {
    return watched(tool, target)
        .filter(pod -> pod.getMetadata().getUid().equals(target.uid()))
        .or(
            () ->
                Optional.ofNullable(
                        client
                            .pods()
                            .inNamespace(tool.getMetadata().getNamespace())
                            .withName(target.pod())
                            .get())
                    .map(WatchedPod::of));
  }

  private static Set<ResourceID> concerned(IndexerResourceCache<PowerTool> tools, WatchedPod pod) {
    return tools.byIndex(PowerTools.NAMESPACE, pod.getMetadata().getNamespace()).stream()
        .filter(tool -> Marks.isReadable(tool) && !Run.isFinished(tool))
        .filter(tool -> selects(tool, pod) || tracks(tool, pod.getMetadata().getName()))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static boolean selects(PowerTool tool, WatchedPod pod) {
    return Selection.matches(tool.getSpec().getTargets().getLabelSelector(), pod);
  }

  /** The labels of a target may change while it is profiled. */
  private static boolean tracks(PowerTool tool, String pod) {
    return Run.isStarted(tool) && Run.mentions(tool.getStatus(), pod);
  }
}
