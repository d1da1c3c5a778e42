package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What the author of a tool asks for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class LanguageToolSpec extends WorkloadSpec {

  /** The protocol that a tool speaks. */
  public enum Type {
    mcp,
    openapi
  }

  /** Matches {@link #port}'s default in the schema; used where the schema did not apply. */
  public static final int DEFAULT_PORT = 8080;

  @Default("mcp")
  @JsonPropertyDescription(
      "Protocol that the tool speaks: mcp or openapi. The container gets it as environment variable"
          + " TOOL_TYPE, the pods as label langop.io/tool-type.")
  private Type type;

  @Min(1)
  @Max(65535)
  @Default("8080")
  @JsonPropertyDescription(
      "Port that the container listens on and the Service offers. The container gets it as"
          + " environment variable TOOL_PORT.")
  private Integer port;

  public Type getType() {
    return type;
  }

  public void setType(Type type) {
    this.type = type;
  }

  public Integer getPort() {
    return port;
  }

  public void setPort(Integer port) {
    this.port = port;
  }
}
