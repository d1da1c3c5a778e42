package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** Which pods, by their labels. All that is given has to hold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PodSelector {

  @Size(max = 64)
  @JsonPropertyDescription("Labels that a pod has to have, with their values.")
  private Map<String, String> matchLabels;

  @Size(max = 64)
  @JsonPropertyDescription("Further requirements on the labels of a pod.")
  private List<PodSelectorRequirement> matchExpressions;

  public Map<String, String> getMatchLabels() {
    return matchLabels;
  }

  public void setMatchLabels(Map<String, String> matchLabels) {
    this.matchLabels = matchLabels;
  }

  public List<PodSelectorRequirement> getMatchExpressions() {
    return matchExpressions;
  }

  public void setMatchExpressions(List<PodSelectorRequirement> matchExpressions) {
    this.matchExpressions = matchExpressions;
  }
}
