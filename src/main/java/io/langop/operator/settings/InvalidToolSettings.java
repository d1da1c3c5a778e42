package io.langop.operator.settings;

/**
 * Settings that say nothing, because of a mistake in them. The tool starts nowhere.
 *
 * @param tool the key, shortened and escaped, safe to show
 * @param line of the key's value, the first one is 1
 * @param reason why, as the end of a sentence, without values of variables or arguments
 */
public record InvalidToolSettings(String tool, int line, String reason) implements ParsedSettings {

  /** For a sentence: {@code line 3: there is no field 'x'}. */
  public String where() {
    return "line %d: %s".formatted(line, reason);
  }
}
