package io.langop.operator.health;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What a check tells, as data, of a list that is watched: the same for every list. */
final class ListResponse {

  private static final String LOADED = "loaded";
  private static final String REASON = "reason";

  private final HealthCheckResponseBuilder response;

  private ListResponse(HealthCheckResponseBuilder response) {
    this.response = response;
  }

  static ListResponse of(String check, boolean up) {
    return new ListResponse(HealthCheckResponse.named(check).status(up));
  }

  /** The answer about what PowerTools need, where PowerTools are switched off. */
  static HealthCheckResponse switchedOff(String check) {
    return HealthCheckResponse.named(check)
        .up()
        .withData(LOADED, false)
        .withData(REASON, "PowerTools are switched off by powertool.enabled=false")
        .build();
  }

  /** It was read; entries that are not valid are not among the others. */
  void loaded(int entries, int invalidEntries) {
    response
        .withData(LOADED, true)
        .withData("entries", entries)
        .withData("invalidEntries", invalidEntries);
  }

  /** It is missing, or cannot be read. */
  void unavailable(String reason) {
    response.withData(LOADED, false).withData("entries", 0).withData(REASON, reason);
  }

  /**
   * @param lastProof when the API server last confirmed what is told
   */
  HealthCheckResponse verified(Optional<Instant> lastProof) {
    lastProof.ifPresent(time -> response.withData("lastVerified", time.toString()));
    return response.build();
  }
}
