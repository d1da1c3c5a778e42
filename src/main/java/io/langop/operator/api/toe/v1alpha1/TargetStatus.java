package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Objects;

/** How far one pod of a run has come. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class TargetStatus {

  /** Where a target stands. */
  public enum State {
    Pending,
    Running,
    Conflicted,
    Completed,
    Failed;

    /** Whether it stays so for ever. */
    public boolean ended() {
      return this == Completed || this == Failed;
    }
  }

  @JsonPropertyDescription("Name of the pod.")
  private String pod;

  @JsonPropertyDescription("Uid of the pod; another pod of the same name is not touched.")
  private String uid;

  @JsonPropertyDescription("Container that is profiled.")
  private String container;

  @JsonPropertyDescription(
      "Image of the profiler in this pod, if it is another one than resolvedImage: something in the cluster, such as an admission webhook, replaced it.")
  private String image;

  @JsonPropertyDescription("Pending, Running, Conflicted, Completed or Failed.")
  private State state;

  @JsonPropertyDescription("Exit code of the profiler.")
  private Integer exitCode;

  @JsonPropertyDescription("One word for why it waits or failed.")
  private String reason;

  @JsonPropertyDescription("Why it waits or failed.")
  private String message;

  @JsonPropertyDescription(
      "When the profiler started; until it has, when its container was added to the pod.")
  private String startTime;

  @JsonPropertyDescription("When the target ended.")
  private String completionTime;

  public String getPod() {
    return pod;
  }

  public void setPod(String pod) {
    this.pod = pod;
  }

  public String getUid() {
    return uid;
  }

  public void setUid(String uid) {
    this.uid = uid;
  }

  public String getContainer() {
    return container;
  }

  public void setContainer(String container) {
    this.container = container;
  }

  public String getImage() {
    return image;
  }

  public void setImage(String image) {
    this.image = image;
  }

  public State getState() {
    return state;
  }

  public void setState(State state) {
    this.state = state;
  }

  public Integer getExitCode() {
    return exitCode;
  }

  public void setExitCode(Integer exitCode) {
    this.exitCode = exitCode;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = message;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof TargetStatus that
        && Objects.equals(pod, that.pod)
        && Objects.equals(uid, that.uid)
        && Objects.equals(container, that.container)
        && Objects.equals(image, that.image)
        && Objects.equals(state, that.state)
        && Objects.equals(exitCode, that.exitCode)
        && Objects.equals(reason, that.reason)
        && Objects.equals(message, that.message)
        && Objects.equals(startTime, that.startTime)
        && Objects.equals(completionTime, that.completionTime);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        pod, uid, container, image, state, exitCode, reason, message, startTime, completionTime);
  }
}
