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

  @Min(0)
  @Max(3_155_760_000L)
  @JsonPropertyDescription(
      "Seconds after its end at which the finished PowerTool is deleted; 0 deletes it at once. Unset: it is kept. The only field that may change after the start.")
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

  public Long getTtlSecondsAfterFinished() {
    return ttlSecondsAfterFinished;
  }

  public void setTtlSecondsAfterFinished(Long ttlSecondsAfterFinished) {
    this.ttlSecondsAfterFinished = ttlSecondsAfterFinished;
  }
}
