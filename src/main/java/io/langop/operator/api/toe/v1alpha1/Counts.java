package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Objects;

/** Numbers of targets by state. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class Counts {

  @JsonPropertyDescription("All targets.")
  private int total;

  @JsonPropertyDescription("Not begun yet.")
  private int pending;

  @JsonPropertyDescription("Being profiled.")
  private int running;

  @JsonPropertyDescription("Waiting for another PowerTool that profiles the pod.")
  private int conflicted;

  @JsonPropertyDescription("Ended with exit code 0.")
  private int completed;

  @JsonPropertyDescription("Ended in another way, or could not be profiled.")
  private int failed;

  public int getTotal() {
    return total;
  }

  public void setTotal(int total) {
    this.total = total;
  }

  public int getPending() {
    return pending;
  }

  public void setPending(int pending) {
    this.pending = pending;
  }

  public int getRunning() {
    return running;
  }

  public void setRunning(int running) {
    this.running = running;
  }

  public int getConflicted() {
    return conflicted;
  }

  public void setConflicted(int conflicted) {
    this.conflicted = conflicted;
  }

  public int getCompleted() {
    return completed;
  }

  public void setCompleted(int completed) {
    this.completed = completed;
  }

  public int getFailed() {
    return failed;
  }

  public void setFailed(int failed) {
    this.failed = failed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts that
        && Objects.equals(total, that.total)
        && Objects.equals(pending, that.pending)
        && Objects.equals(running, that.running)
        && Objects.equals(conflicted, that.conflicted)
        && Objects.equals(completed, that.completed)
        && Objects.equals(failed, that.failed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(total, pending, running, conflicted, completed, failed);
  }
}
