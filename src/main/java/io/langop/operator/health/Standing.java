package io.langop.operator.health;

import io.langop.operator.leader.LeaderElection;
import io.langop.operator.leader.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells, as data, whether this replica leads. A standby is as ready as a leader: all there is to do
 * for it is to be there.
 */
@Readiness
@ApplicationScoped
class Standing implements HealthCheck {

  private final Leadership leadership;
  private final LeaderElection election;

  Standing(Leadership leadership, LeaderElection election) {
    this.leadership = leadership;
    this.election = election;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("leadership").up().withData("leader", leadership.isLeader());
    if (election.isEnabled()) {
      response.withData("holder", election.leader());
    }
    return response.build();
  }
}
