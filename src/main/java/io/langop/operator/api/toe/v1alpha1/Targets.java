package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The pods of a run. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class Targets {

  @Required
  @ValidationRule(
      value =
          "(has(self.matchLabels) && self.matchLabels.size() > 0) || (has(self.matchExpressions) && self.matchExpressions.size() > 0)",
      message =
          "targets.labelSelector is empty and would match every pod of the namespace: give matchLabels or matchExpressions")
  @JsonPropertyDescription(
      "Selects the pods by their labels. Pods that run when the PowerTool starts are profiled, later ones are not.")
  private PodSelector labelSelector;

  @Size(min = 1, max = 63)
  @JsonPropertyDescription(
      "Container to profile in each pod. It can be left out for pods with one container.")
  private String container;

  public PodSelector getLabelSelector() {
    return labelSelector;
  }

  public void setLabelSelector(PodSelector labelSelector) {
    this.labelSelector = labelSelector;
  }

  public String getContainer() {
    return container;
  }

  public void setContainer(String container) {
    this.container = container;
  }
}
