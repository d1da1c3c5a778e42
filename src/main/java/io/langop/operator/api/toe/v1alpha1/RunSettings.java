package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;
import java.util.Objects;

/** The settings of the tool that a run has begun with. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class RunSettings {

  @JsonPropertyDescription("Security context of the ephemeral container in every target.")
  private SecurityContext securityContext;

  @JsonPropertyDescription("Arguments before those of the spec.")
  private List<String> args;

  @JsonPropertyDescription("Environment variables besides those that every run sets.")
  private List<RunVariable> env;

  @JsonPropertyDescription("Longest duration that the tool allowed when the run started.")
  private String maxDuration;

  public SecurityContext getSecurityContext() {
    return securityContext;
  }

  public void setSecurityContext(SecurityContext securityContext) {
    this.securityContext = securityContext;
  }

  public List<String> getArgs() {
    return args;
  }

  public void setArgs(List<String> args) {
    this.args = args;
  }

  public List<RunVariable> getEnv() {
    return env;
  }

  public void setEnv(List<RunVariable> env) {
    this.env = env;
  }

  public String getMaxDuration() {
    return maxDuration;
  }

  public void setMaxDuration(String maxDuration) {
    this.maxDuration = maxDuration;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunSettings that
        && Objects.equals(securityContext, that.securityContext)
        && Objects.equals(args, that.args)
        && Objects.equals(env, that.env)
        && Objects.equals(maxDuration, that.maxDuration);
  }

  @Override
  public int hashCode() {
    return Objects.hash(securityContext, args, env, maxDuration);
  }
}
