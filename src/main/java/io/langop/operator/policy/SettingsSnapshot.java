package io.langop.operator.policy;

import io.langop.operator.catalog.Resolution;
import io.langop.operator.image.VisibleText;
import io.langop.operator.settings.InvalidToolSettings;
import io.langop.operator.settings.ParsedSettings;
import io.langop.operator.settings.ProfilerSettings;
import io.langop.operator.settings.SettingsDecision;
import io.langop.operator.settings.ToolSettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the operator knows of the tools' settings at one moment. Immutable. */
public sealed interface SettingsSnapshot extends PolicySnapshot<SettingsDecision> {

  /** Tools are asked for by name. */
  @Override
  default String place(String tool) {
    return tool;
  }

  /**
   * The settings were read. That nobody has made the ConfigMap is an answer too: no tool has any.
   *
   * @param editCommand with which an administrator corrects a mistake
   */
  record Loaded(long revision, String editCommand, ProfilerSettings settings)
      implements SettingsSnapshot {

    @Override
    public Object content() {
      return settings.tools();
    }

    @Override
    public SettingsDecision decide(String tool, String namespace) {
      ParsedSettings parsed = settings.of(tool);
      if (parsed instanceof InvalidToolSettings invalid) {
        return new SettingsDecision.Refused(
            new Resolution.Undecided(
                Resolution.Cause.INVALID_SETTINGS,
                ("The settings of tool '%s' are not valid, %s. Nothing starts until an"
                        + " administrator corrects them: %s")
                    .formatted(invalid.tool(), invalid.where(), editCommand)));
      }
      ToolSettings valid = (ToolSettings) parsed;
      return valid.allowsIn(namespace)
          ? new SettingsDecision.Granted(valid)
          : new SettingsDecision.Refused(
              new Resolution.NotAllowedHere(VisibleText.of(tool), namespace));
    }

    @Override
    public EditScope until(PolicySnapshot<SettingsDecision> later) {
      return later instanceof Loaded loaded
          ? new EditScope(false, false, changedTools(loaded.settings), List.of())
          : EditScope.EVERYTHING;
    }

    private List<String> changedTools(ProfilerSettings later) {
      return Stream.concat(settings.tools().keySet().stream(), later.tools().keySet().stream())
          .filter(tool -> !Objects.equals(settings.of(tool), later.of(tool)))
          .distinct()
          .toList();
    }
  }

  /** It is not known whether there are settings, so no tool may be used. */
  record Unavailable(long revision, String message) implements SettingsSnapshot {

    @Override
    public String content() {
      return message;
    }

    @Override
    public SettingsDecision decide(String tool, String namespace) {
      return new SettingsDecision.Refused(
          new Resolution.Undecided(Resolution.Cause.NO_SETTINGS, message));
    }

    @Override
    public EditScope until(PolicySnapshot<SettingsDecision> later) {
      return EditScope.EVERYTHING;
    }
  }
}
