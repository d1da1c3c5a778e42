package io.langop.operator.health;

import io.javaoperatorsdk.operator.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once every controller has filled its caches. */
@Startup
@ApplicationScoped
class OperatorStarted implements HealthCheck {

  private final Operator operator;

  OperatorStarted(Operator operator) {
    this.operator = operator;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("controllers started")
        .status(operator.getRuntimeInfo().isStarted())
        .build();
  }
}
