package io.langop.operator.health;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;

/** What health tells in tests at the start, while no request was answered yet. */
@Singleton
class HealthBeforeAnswers {

  private final SmallRyeHealthReporter health;
  private JsonObject startup;
  private JsonObject readiness;
  private JsonObject liveness;

  HealthBeforeAnswers(SmallRyeHealthReporter health) {
    this.health = health;
  }

  void onStart(@Observes StartupEvent event) {
    startup = health.getStartup().getPayload();
    readiness = health.getReadiness().getPayload();
    liveness = health.getLiveness().getPayload();
  }

  JsonObject startup() {
    return startup;
  }

  JsonObject readiness() {
    return readiness;
  }

  JsonObject liveness() {
    return liveness;
  }
}
