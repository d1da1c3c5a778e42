package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Objects;

/** Status of a tool. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class LanguageToolStatus extends WorkloadStatus {

  @JsonPropertyDescription("URL of the tool inside the cluster, once its Service exists.")
  private String endpoint;

  public String getEndpoint() {
    return endpoint;
  }

  public void setEndpoint(String endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof LanguageToolStatus that
        && Objects.equals(endpoint, that.endpoint);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Objects.hashCode(endpoint);
  }
}
