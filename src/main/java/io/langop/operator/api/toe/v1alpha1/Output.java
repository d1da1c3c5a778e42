package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** The results of a run. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class Output {

  /** Where results go, spelled as in the API. */
  public enum Mode {
    ephemeral
  }

  @Default("ephemeral")
  @JsonPropertyDescription(
      "ephemeral: results stay with the profiler's container and go with the pod. The profiler gets the mode as environment variable OUTPUT_MODE.")
  private Mode mode;

  public Mode getMode() {
    return mode;
  }

  public void setMode(Mode mode) {
    this.mode = mode;
  }
}
