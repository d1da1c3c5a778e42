package io.langop.operator.api.toe.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.langop.operator.api.RunDuration;
import java.util.List;

/** The tool of a run. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class Profiler {

  /** See {@link RunDuration}. */
  public static final String DURATION = RunDuration.SYNTAX;

  /** Matches {@link #duration}'s default in the schema; used where the schema did not apply. */
  public static final String DEFAULT_DURATION = "30s";

  /** Bytes of all {@link #args} together: they are copied into every pod of a run. */
  public static final int MAX_ARGS = 8_192;

  @Required
  @Size(max = 253)
  @ValidationRule(
      value = "self.size() > 0",
      message = "profiler.tool must name a tool of the profiler image catalog, for example aperf")
  @ValidationRule(
      value = "self.matches('^[-._a-zA-Z0-9]*$')",
      message =
          "profiler.tool is the name of a tool, not an image: letters, digits, '-', '_' and '.' only")
  @JsonPropertyDescription(
      "Name of a tool in the profiler image catalog, for example aperf. Administrators decide which image it stands for.")
  private String tool;

  @Default("30s")
  @Size(max = 64)
  @ValidationRule(
      value =
          "self.matches('" + DURATION + "') && self.size() > 0 && duration(self) > duration('0s')",
      message =
          "profiler.duration must be a positive duration such as 30s, 1m30s or 1h; units from large to small: h, m, s, ms, us, ns")
  @JsonPropertyDescription(
      "How long the profiler is to run, for example 30s or 1m30s. It gets it as environment variables PROFILER_DURATION and, in whole seconds rounded up, PROFILER_DURATION_SECONDS, and has to end by itself; the administrator sets an upper bound.")
  private String duration;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Arguments of the profiler, in place of those of its image, after those that administrators set for the tool; together at most 8 KiB.")
  private List<String> args;

  public String getTool() {
    return tool;
  }

  public void setTool(String tool) {
    this.tool = tool;
  }

  public String getDuration() {
    return duration;
  }

  public void setDuration(String duration) {
    this.duration = duration;
  }

  public List<String> getArgs() {
    return args;
  }

  public void setArgs(List<String> args) {
    this.args = args;
  }
}
