package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The PowerTools of the cluster; those that wait are woken when another one lets go of a pod. */
final class PowerTools extends AbstractEventSource<PowerTool, PowerTool>
    implements ResourceEventAware<PowerTool> {

  static final String NAMESPACE = "namespace-of-powertool";
  private static final String UID = "uid";

  private final IndexerResourceCache<PowerTool> tools;

  PowerTools(EventSourceContext<PowerTool> context) {
    super(PowerTool.class, "powertools");
    tools = context.getPrimaryCache();
    tools.addIndexers(
        Map.of(
            NAMESPACE, tool -> List.of(tool.getMetadata().getNamespace()),
            UID, tool -> List.of(tool.getMetadata().getUid())));
  }

  /** What is known of the runs other than this one. */
  OtherRuns othersThan(PowerTool tool, KubernetesClient client) {
    return new OtherRuns(tool, uid -> tools.byIndex(UID, uid), client);
  }

  @Override
  public void onResourceUpdated(PowerTool now, PowerTool before) {
    if (ended(now) > ended(before)) {
      wakeThoseWhoWait(now);
    }
  }

  @Override
  public void onResourceDeleted(PowerTool tool) {
    wakeThoseWhoWait(tool);
  }

  @Override
  public Set<PowerTool> getSecondaryResources(PowerTool primary) {
    return Set.of();
  }

  /** One that has just begun may not be known to wait yet, so all that have not injected count. */
  private void wakeThoseWhoWait(PowerTool other) {
    tools.byIndex(NAMESPACE, other.getMetadata().getNamespace()).stream()
        .filter(tool -> !Objects.equals(tool.getMetadata().getUid(), other.getMetadata().getUid()))
        .filter(PowerTools::waits)
        .map(ResourceID::fromResource)
        .forEach(id -> getEventHandler().handleEvent(new Event(id)));
  }

  private static boolean waits(PowerTool tool) {
    if (!Run.isStarted(tool)) {
      return true;
    }
    var counts = tool.getStatus().getCounts();
    return !Run.isFinished(tool)
        && counts != null
        && counts.getConflicted() + counts.getPending() > 0;
  }

  private static int ended(PowerTool tool) {
    PowerToolStatus status = tool.getStatus();
    return status == null || status.getCounts() == null
        ? 0
        : status.getCounts().getCompleted() + status.getCounts().getFailed();
  }
}
