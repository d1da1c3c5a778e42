package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One requirement on the labels of a pod. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.operator in ['In', 'NotIn'] == (has(self.values) && self.values.size() > 0)",
    message =
        "matchExpressions need values for the operators In and NotIn, and none for Exists and"
            + " DoesNotExist")
public class PodSelectorRequirement {

  /** How the label is compared, spelled as in the API. */
  public enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }

  @Required
  @Size(min = 1, max = 317)
  @JsonPropertyDescription("The label.")
  private String key;

  @Required
  @JsonPropertyDescription("In or NotIn (the values), Exists or DoesNotExist.")
  private Operator operator;

  @Size(max = 64)
  @JsonPropertyDescription("Values for In and NotIn; none for Exists and DoesNotExist.")
  private List<String> values;

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public Operator getOperator() {
    return operator;
  }

  public void setOperator(Operator operator) {
    this.operator = operator;
  }

  public List<String> getValues() {
    return values;
  }

  public void setValues(List<String> values) {
    this.values = values;
  }
}
