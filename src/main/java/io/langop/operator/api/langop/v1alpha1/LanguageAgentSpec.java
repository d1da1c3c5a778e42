package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What the author of an agent asks for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class LanguageAgentSpec extends WorkloadSpec {

  @JsonPropertyDescription(
      "What the agent shall do, in plain words. The container gets it as environment variable"
          + " AGENT_INSTRUCTIONS.")
  private String instructions;

  public String getInstructions() {
    return instructions;
  }

  public void setInstructions(String instructions) {
    this.instructions = instructions;
  }
}
