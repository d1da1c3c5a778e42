package io.langop.operator.powertool;

import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.catalog.Resolution;
import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.CatalogWatch;
import io.langop.operator.policy.PolicyEventSource;
import io.langop.operator.policy.SettingsSnapshot;
import io.langop.operator.policy.SettingsWatch;
import io.langop.operator.reading.Marks;
import io.langop.operator.settings.SettingsDecision;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What administrators say of the tools of PowerTools: their images and their settings. */
@Singleton
final class ToolPolicy {

  private final CatalogWatch catalog;
  private final SettingsWatch settings;

  ToolPolicy(CatalogWatch catalog, SettingsWatch settings) {
    this.catalog = catalog;
    this.settings = settings;
  }

  /** Wakes PowerTools that an edit of either ConfigMap concerns. */
  List<EventSource<?, PowerTool>> eventSources(EventSourceContext<PowerTool> context) {
    return List.of(
        new PolicyEventSource<>(
            "catalog",
            CatalogSnapshot.class,
            catalog,
            context,
            new Dependents<Resolution>(
                Resolution::isFound,
                (tool, image) ->
                    settings.current().decide(name(tool), namespace(tool)).with(image))),
        new PolicyEventSource<>(
            "settings",
            SettingsSnapshot.class,
            settings,
            context,
            new Dependents<SettingsDecision>(
                SettingsDecision.Granted.class::isInstance,
                (tool, decision) ->
                    decision.with(catalog.current().decide(name(tool), namespace(tool))))));
  }

  /** By what is known now. */
  ToolDecision current(PowerTool tool) {
    return decide(catalog.current(), settings.current(), tool);
  }

  /**
   * By what the API server confirmed within the last second.
   *
   * @return empty when it does not answer
   */
  Optional<ToolDecision> proved(PowerTool tool) {
    return catalog
        .proved()
        .flatMap(images -> settings.proved().map(proved -> decide(images, proved, tool)));
  }

  /** A decision stands in the status of a PowerTool. */
  void settled(PowerTool tool, ToolDecision decision) {
    ResourceID id = ResourceID.fromResource(tool);
    catalog.propagation().settled(PowerToolReconciler.KIND, id, decision.catalogRevision());
    settings.propagation().settled(PowerToolReconciler.KIND, id, decision.settingsRevision());
  }

  /** No edit changes the status of this PowerTool any more. */
  void awaitNoEdit(PowerTool tool) {
    ResourceID id = ResourceID.fromResource(tool);
    catalog.propagation().forget(PowerToolReconciler.KIND, id);
    settings.propagation().forget(PowerToolReconciler.KIND, id);
  }

  private static ToolDecision decide(
      CatalogSnapshot images, SettingsSnapshot settings, PowerTool tool) {
    return ToolDecision.of(images, settings, name(tool), namespace(tool));
  }

  private static String name(PowerTool tool) {
    return tool.getSpec().getProfiler().getTool();
  }

  private static String namespace(PowerTool tool) {
    return tool.getMetadata().getNamespace();
  }

  private final class Dependents<D> implements PolicyEventSource.Dependents<D, PowerTool> {

    private final Predicate<D> grants;
    private final BiFunction<PowerTool, D, Resolution> told;

    /**
     * @param told what a user reads when this is decided
     */
    Dependents(Predicate<D> grants, BiFunction<PowerTool, D, Resolution> told) {
      this.grants = grants;
      this.told = told;
    }

    @Override
    public List<String> asks(PowerTool tool) {
      return List.of(name(tool));
    }

    @Override
    public boolean depends(PowerTool tool) {
      return Marks.isReadable(tool) && !Run.isStarted(tool);
    }

    @Override
    public boolean grants(D decision) {
      return grants.test(decision);
    }

    @Override
    public boolean told(PowerTool tool, D decision) {
      return RunStatusFactory.tells(tool.getStatus(), told.apply(tool, decision));
    }

    @Override
    public void deleted(PowerTool tool) {
      awaitNoEdit(tool);
    }
  }
}
