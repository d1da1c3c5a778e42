package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** What is to be run, where. There is no image: administrators choose it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PowerToolSpec {

  @Required
  @JsonPropertyDescription("What to run.")
  private Profiler profiler;

  @Required
  @JsonPropertyDescription("The pods to run it in, all of the same namespace as the PowerTool.")
  private Targets targets;

  @JsonPropertyDescription("Where the results go.")
  private Output output;

  @Min(1)
  @Max(100_000)
  @JsonPropertyDescription(
      "How many pods may be profiled at the same time; the others wait, in no particular order. Unset: all at once. May change at any time.")
  private Integer maxConcurrent;

  @JsonPropertyDescription(
      "true: no further pod is profiled until it is false again; profilers that run end by themselves. A PowerTool that is created with true does not begin. May change at any time.")
  private Boolean suspend;

  @Min(0)
  @Max(3_155_760_000L)
  @JsonPropertyDescription(
      "Seconds after its end at which the finished PowerTool is deleted; 0 deletes it at once. Unset: it is kept. May change at any time.")
  private Long ttlSecondsAfterFinished;

  public Profiler getProfiler() {
    return profiler;
  }

  public void setProfiler(Profiler profiler) {
    this.profiler = profiler;
  }

  public Targets getTargets() {
    return targets;
  }

  public void setTargets(Targets targets) {
    this.targets = targets;
  }

  public Output getOutput() {
    return output;
  }

  public void setOutput(Output output) {
    this.output = output;
  }

  public Integer getMaxConcurrent() {
    return maxConcurrent;
  }

  public void setMaxConcurrent(Integer maxConcurrent) {
    this.maxConcurrent = maxConcurrent;
  }

  public Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(Boolean suspend) {
    this.suspend = suspend;
  }

  public Long getTtlSecondsAfterFinished() {
    return ttlSecondsAfterFinished;
  }

  public void setTtlSecondsAfterFinished(Long ttlSecondsAfterFinished) {
    this.ttlSecondsAfterFinished = ttlSecondsAfterFinished;
  }
}
