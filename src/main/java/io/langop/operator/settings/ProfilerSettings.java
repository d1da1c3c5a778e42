package io.langop.operator.settings;

import io.langop.operator.image.VisibleText;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of the settings of all tools. Immutable and safe to share.
 *
 * <p>A mistake in the settings of a tool makes all of them invalid, never a part: settings take
 * rights away too, so half of them could allow more than all.
 */
public final class ProfilerSettings {

  private final SortedMap<String, ParsedSettings> tools;

  private ProfilerSettings(SortedMap<String, ParsedSettings> tools) {
    this.tools = Collections.unmodifiableSortedMap(tools);
  }

  /**
   * Never throws.
   *
   * @param data the text of each tool
   * @param binary further keys, whose values are no text
   */
  public static ProfilerSettings of(Map<String, String> data, Set<String> binary) {
    SortedMap<String, ParsedSettings> tools = new TreeMap<>();
    new HashMap<>(data).forEach((tool, text) -> tools.put(tool, parse(tool, text)));
    binary.forEach(
        tool ->
            tools.put(
                tool,
                new InvalidToolSettings(
                    VisibleText.of(tool),
                    1,
                    "it is under binaryData, where kubectl puts a file that is not in UTF-8")));
    return new ProfilerSettings(tools);
  }

  /** The settings that a text says, for a tool of that name. Never throws. */
  public static ParsedSettings parse(String tool, String text) {
    try {
      return SettingsFields.settings(YamlText.read(text == null ? "" : text));
    } catch (InvalidSettingsException e) {
      return new InvalidToolSettings(VisibleText.of(tool), e.line(), e.getMessage());
    }
  }

  /** Those of a tool; what nobody has set is {@link ToolSettings#NONE}. */
  public ParsedSettings of(String tool) {
    return tools.getOrDefault(tool == null ? "" : tool, ToolSettings.NONE);
  }

  /** All that are there, in the order of the tools' names. */
  public SortedMap<String, ParsedSettings> tools() {
    return tools;
  }

  /** Those with a mistake, in the order of the tools' names. */
  public List<InvalidToolSettings> invalid() {
    return tools.values().stream()
        .filter(InvalidToolSettings.class::isInstance)
        .map(InvalidToolSettings.class::cast)
        .toList();
  }
}
