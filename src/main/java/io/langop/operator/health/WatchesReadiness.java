package io.langop.operator.health;

import io.javaoperatorsdk.operator.Operator;
import io.langop.operator.watch.Informers;
import io.langop.operator.watch.Interruptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once every informer has read everything, but for those of single namespaces that the API
 * server refuses: the others are served, so the process must not be taken out of service. What is
 * interrupted is told as data.
 */
@Readiness
@ApplicationScoped
class WatchesReadiness implements HealthCheck {

  private final Operator operator;
  private final Informers informers;
  private final Interruptions interruptions;

  WatchesReadiness(Operator operator, Informers informers, Interruptions interruptions) {
    this.operator = operator;
    this.informers = informers;
    this.interruptions = interruptions;
  }

  @Override
  public HealthCheckResponse call() {
    boolean ready = operator.getRuntimeInfo().isStarted() && informers.haveSynced();
    HealthCheckResponseBuilder response = HealthCheckResponse.named("watches").status(ready);
    String interrupted =
        interruptions.causes().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("; "));
    return interrupted.isEmpty()
        ? response.build()
        : response.withData("interrupted", interrupted).build();
  }
}
