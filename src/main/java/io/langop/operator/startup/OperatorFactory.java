package io.langop.operator.startup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.powertool.PowerToolReconciler;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the operator in the place of Quarkus' extension, which always resynchronises. */
@Singleton
class OperatorFactory {

  private static final Logger LOG = Logger.getLogger(OperatorFactory.class);

  @Produces
  @ApplicationScoped
  Operator operator(
      QuarkusConfigurationService configuration,
      Instance<Reconciler<? extends HasMetadata>> reconcilers,
      OperatorConfig config) {
    Operator operator = new Operator(configuration);
    boolean runsPowerTools = config.powertool().enabled();
    if (!runsPowerTools) {
      LOG.info("PowerTools are switched off by powertool.enabled=false; they stay as they are");
    }
    reconcilers.stream()
        .filter(reconciler -> runsPowerTools || !(reconciler instanceof PowerToolReconciler))
        .forEach(reconciler -> register(operator, configuration, reconciler));
    return operator;
  }

  private static <P extends HasMetadata> void register(
      Operator operator, QuarkusConfigurationService configuration, Reconciler<P> reconciler) {
    operator.register(
        reconciler,
        new OnlyWhenWoken<>(configuration.getConfigurationFor(reconciler), configuration));
  }

  /**
   * A resource is reconciled when it is woken, and not because hours have passed. That is more than
   * a question of work: the framework's timer keeps what it is told after each reconciliation until
   * its hours are over, though the next one has replaced it long since, so memory would be lost at
   * the rate at which authors change their resources.
   */
  private static final class OnlyWhenWoken<P extends HasMetadata>
      extends QuarkusControllerConfiguration<P> {

    OnlyWhenWoken(QuarkusControllerConfiguration<P> like, QuarkusConfigurationService parent) {
      super(
          like.getInformerConfig(),
          like.getName(),
          like.isGenerationAware(),
          like.getAssociatedReconcilerClassName(),
          like.getRetry(),
          like.getRateLimiter(),
          like.maxReconciliationInterval().orElseThrow(),
          like.getFinalizerName(),
          like.fieldManager(),
          like.getWorkflow(),
          like.getResourceTypeName(),
          like.getResourceClass());
      setParent(parent);
    }

    @Override
    public Optional<Duration> maxReconciliationInterval() {
      return Optional.empty();
    }
  }
}
