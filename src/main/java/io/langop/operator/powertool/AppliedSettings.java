package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.RunDuration;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.RunSettings;
import io.langop.operator.api.toe.v1alpha1.RunVariable;
import io.langop.operator.settings.EnvSetting;
import io.langop.operator.settings.ToolSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes the settings of a tool into the status of a run, and from there into its containers. */
final class AppliedSettings {

  private AppliedSettings() {}

  /** What a run keeps of its tool's settings; {@code null} when there is nothing to keep. */
  static RunSettings of(ToolSettings settings) {
    RunSettings kept = new RunSettings();
    kept.setSecurityContext(securityContext(settings.securityContext()));
    kept.setArgs(orNull(settings.args()));
    kept.setEnv(orNull(settings.env().stream().map(AppliedSettings::variable).toList()));
    kept.setMaxDuration(
        settings.maxDuration() == null ? null : RunDuration.text(settings.maxDuration()));
    return kept.equals(new RunSettings()) ? null : kept;
  }

  /** {@code null} for that of the image. */
  static SecurityContext securityContext(PowerTool started) {
    return kept(started).getSecurityContext();
  }

  /** The administrators' arguments and then the author's; none for those of the image. */
  static List<String> args(PowerTool started) {
    return Stream.of(kept(started).getArgs(), started.getSpec().getProfiler().getArgs())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .toList();
  }

  static Stream<EnvVar> env(PowerTool started) {
    return Stream.ofNullable(kept(started).getEnv())
        .flatMap(List::stream)
        .map(
            variable ->
                new EnvVarBuilder()
                    .withName(variable.getName())
                    .withValue(variable.getValue())
                    .build());
  }

  private static RunSettings kept(PowerTool started) {
    return Objects.requireNonNullElseGet(started.getStatus().getSettings(), RunSettings::new);
  }

  private static SecurityContext securityContext(Map<String, Object> fields) {
    return fields.isEmpty()
        ? null
        : Serialization.unmarshal(Serialization.asJson(fields), SecurityContext.class);
  }

  private static RunVariable variable(EnvSetting setting) {
    RunVariable variable = new RunVariable();
    variable.setName(setting.name());
    variable.setValue(setting.value());
    return variable;
  }

  private static <T> List<T> orNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
