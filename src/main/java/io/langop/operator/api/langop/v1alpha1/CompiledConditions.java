package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The entries with conditions that have one host and path. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class CompiledConditions {

  @JsonPropertyDescription("Those for every namespace.")
  private List<CompiledTerm> everywhere;

  @JsonPropertyDescription("Those for a namespace of that name.")
  private Map<String, List<CompiledTerm>> byNamespace;

  @JsonPropertyDescription("Those for namespaces whose names begin so.")
  private Map<String, List<CompiledTerm>> byBeginning;

  @JsonPropertyDescription("How a denial in other namespaces says that there are such entries.")
  private String limited;

  public List<CompiledTerm> getEverywhere() {
    return everywhere;
  }

  public void setEverywhere(List<CompiledTerm> everywhere) {
    this.everywhere = everywhere;
  }

  public Map<String, List<CompiledTerm>> getByNamespace() {
    return byNamespace;
  }

  public void setByNamespace(Map<String, List<CompiledTerm>> byNamespace) {
    this.byNamespace = byNamespace;
  }

  public Map<String, List<CompiledTerm>> getByBeginning() {
    return byBeginning;
  }

  public void setByBeginning(Map<String, List<CompiledTerm>> byBeginning) {
    this.byBeginning = byBeginning;
  }

  public String getLimited() {
    return limited;
  }

  public void setLimited(String limited) {
    this.limited = limited;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompiledConditions that && all().equals(that.all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(everywhere, byNamespace, byBeginning, limited);
  }
}
