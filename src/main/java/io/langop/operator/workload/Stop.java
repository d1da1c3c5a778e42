package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.langop.operator.api.Labels;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Why the operator scaled a Deployment to zero. An annotation of the Deployment keeps it. */
enum Stop {
  /** The administrator has revoked what runs, and {@code revocation-policy} is {@code stop}. */
  REVOKED("revoked", "the workload is scaled to zero"),

  /**
   * A request of a leader that was cut off arrived after its successor had refused the image, or
   * somebody else put the image there meanwhile.
   */
  STARTED_LATE(
      "started-late",
      "the workload was started after the image had been refused, so it was scaled to zero");

  private final String value;
  private final String words;

  Stop(String value, String words) {
    this.value = value;
    this.words = words;
  }

  String value() {
    return value;
  }

  /** Part of a sentence for a person. */
  String words() {
    return words;
  }

  static Optional<Stop> of(Deployment deployment) {
    Map<String, String> annotations = deployment.getMetadata().getAnnotations();
    String value = annotations == null ? null : annotations.get(Labels.STOPPED_BECAUSE);
    return Arrays.stream(values()).filter(stop -> stop.value.equals(value)).findFirst();
  }
}
