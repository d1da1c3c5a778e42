package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/** What the operator found and did. Written by the operator alone. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class WorkloadStatus {

  /** One word for where a workload stands; the conditions tell more. */
  public enum Phase {
    Pending,
    Running,
    Failed,
    Suspended
  }

  @JsonPropertyDescription("Generation of the spec that this status speaks of.")
  private Long observedGeneration;

  @JsonPropertyDescription(
      "Pending: nothing runs yet. Running: at least one pod is ready. Failed: it cannot run as it"
          + " is. Suspended: scaled to zero.")
  private Phase phase;

  @JsonPropertyDescription(
      "Image that the workload runs now; it differs from spec.image while a change of the image is"
          + " not allowed.")
  private String image;

  @JsonPropertyDescription("Images of the volumes that the workload runs with now.")
  private List<String> volumeImages;

  @JsonPropertyDescription("Number of ready pods.")
  private Integer readyReplicas;

  @JsonPropertyDescription(
      "ImageValidated: whether the allowlist allows the image. Ready: whether what the spec asks"
          + " for runs and is ready.")
  private List<Condition> conditions;

  public Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public Phase getPhase() {
    return phase;
  }

  public void setPhase(Phase phase) {
    this.phase = phase;
  }

  public String getImage() {
    return image;
  }

  public void setImage(String image) {
    this.image = image;
  }

  public List<String> getVolumeImages() {
    return volumeImages;
  }

  public void setVolumeImages(List<String> volumeImages) {
    this.volumeImages = volumeImages;
  }

  public Integer getReadyReplicas() {
    return readyReplicas;
  }

  public void setReadyReplicas(Integer readyReplicas) {
    this.readyReplicas = readyReplicas;
  }

  public List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(List<Condition> conditions) {
    this.conditions = conditions;
  }

  @Override
  public boolean equals(Object other) {
    return other != null
        && getClass() == other.getClass()
        && other instanceof WorkloadStatus that
        && Objects.equals(observedGeneration, that.observedGeneration)
        && phase == that.phase
        && Objects.equals(image, that.image)
        && Objects.equals(volumeImages, that.volumeImages)
        && Objects.equals(readyReplicas, that.readyReplicas)
        && Objects.equals(conditions, that.conditions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(observedGeneration, phase, image, volumeImages, readyReplicas, conditions);
  }
}
