package io.langop.operator.cli.output;

/** Colours and signs, where they fit: on a terminal whose user wants them. */
public record Style(boolean fancy) {

  private static final String RESET = "\u001b[0m";

  /** How something is, for its colour and sign. */
  public enum Level {
    GOOD("\u001b[32m", "✅ ", "OK"),
    WAITING("\u001b[33m", "⏳ ", "WAITING"),
    WARNING("\u001b[33m", "⚠️ ", "WARNING"),
    BAD("\u001b[31m", "❌ ", "ERROR"),
    NONE("", "", "");

    private final String colour;
    private final String sign;
    private final String word;

    Level(String colour, String sign, String word) {
      this.colour = colour;
      this.sign = sign;
      this.word = word;
    }

    /** The word that says it without a sign. */
    public String word() {
      return word;
    }
  }

  /** A line such as {@code ❌ ERROR: Image validation failed}. */
  public String headline(Level level, String text) {
    return (fancy ? level.sign : "") + coloured(level, level.word + ": " + text);
  }

  /** The text in the colour of the level. */
  public String coloured(Level level, String text) {
    return fancy && level != Level.NONE && !text.isBlank() ? level.colour + text + RESET : text;
  }
}
