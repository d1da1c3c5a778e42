package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/** What the operator found and did. Written by the operator alone. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PowerToolStatus {

  /** One word for where a PowerTool stands; the conditions tell more. */
  public enum Phase {
    Pending,
    Running,
    Suspended,
    Conflicted,
    Completed,
    Failed
  }

  @JsonPropertyDescription("Generation of the spec that this status speaks of.")
  private Long observedGeneration;

  @JsonPropertyDescription(
      "Pending: nothing runs yet. Running: at least one target is being profiled. Suspended: spec.suspend is true and no target is being profiled. Conflicted: all that is left waits for other PowerTools. Completed: every target completed. Failed: a target failed, or it cannot run as it is.")
  private Phase phase;

  @JsonPropertyDescription("Completed targets of all targets, for example 3/5.")
  private String progress;

  @JsonPropertyDescription(
      "Image that the tool stood for when the run started. Where something in the cluster replaced it, the target tells the image that runs.")
  private String resolvedImage;

  @JsonPropertyDescription(
      "Settings of the tool when the run started, if administrators have set any.")
  private RunSettings settings;

  @JsonPropertyDescription("Name of the ephemeral container in every target.")
  private String containerName;

  @JsonPropertyDescription("When the run started. Its targets, image and settings are fixed since.")
  private String startTime;

  @JsonPropertyDescription("When the last target ended.")
  private String completionTime;

  @JsonPropertyDescription("Numbers of targets by state.")
  private Counts counts;

  @JsonPropertyDescription(
      "The targets, by name of the pod; of more than 100 those that failed or have not ended come first.")
  private List<TargetStatus> targets;

  @JsonPropertyDescription(
      "Kept by the operator for itself: targets that have not ended and have no place in the list of targets.")
  private List<String> unlisted;

  @JsonPropertyDescription(
      "ImageResolved: whether the tool has an image. TargetsFound: whether there are pods to profile. Complete: whether all targets completed.")
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

  public String getProgress() {
    return progress;
  }

  public void setProgress(String progress) {
    this.progress = progress;
  }

  public String getResolvedImage() {
    return resolvedImage;
  }

  public void setResolvedImage(String resolvedImage) {
    this.resolvedImage = resolvedImage;
  }

  public RunSettings getSettings() {
    return settings;
  }

  public void setSettings(RunSettings settings) {
    this.settings = settings;
  }

  public String getContainerName() {
    return containerName;
  }

  public void setContainerName(String containerName) {
    this.containerName = containerName;
  }

  public String getStartTime() {
    return startTime;
  }

  public void setStartTime(String startTime) {
    this.startTime = startTime;
  }

  public String getCompletionTime() {
    return completionTime;
  }

  public void setCompletionTime(String completionTime) {
    this.completionTime = completionTime;
  }

  public Counts getCounts() {
    return counts;
  }

  public void setCounts(Counts counts) {
    this.counts = counts;
  }

  public List<TargetStatus> getTargets() {
    return targets;
  }

  public void setTargets(List<TargetStatus> targets) {
    this.targets = targets;
  }

  public List<String> getUnlisted() {
    return unlisted;
  }

  public void setUnlisted(List<String> unlisted) {
    this.unlisted = unlisted;
  }

  public List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(List<Condition> conditions) {
    this.conditions = conditions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PowerToolStatus that
        && Objects.equals(observedGeneration, that.observedGeneration)
        && Objects.equals(phase, that.phase)
        && Objects.equals(progress, that.progress)
        && Objects.equals(resolvedImage, that.resolvedImage)
        && Objects.equals(settings, that.settings)
        && Objects.equals(containerName, that.containerName)
        && Objects.equals(startTime, that.startTime)
        && Objects.equals(completionTime, that.completionTime)
        && Objects.equals(counts, that.counts)
        && Objects.equals(targets, that.targets)
        && Objects.equals(unlisted, that.unlisted)
        && Objects.equals(conditions, that.conditions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        observedGeneration,
        phase,
        progress,
        resolvedImage,
        settings,
        containerName,
        startTime,
        completionTime,
        counts,
        targets,
        unlisted,
        conditions);
  }
}
