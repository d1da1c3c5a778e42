package io.langop.operator.cli.cluster;

/** The custom resources that commands ask for. */
public enum ResourceKind {
  AGENT("LanguageAgent", "languageagents", "langop.io", "Agent", "agent"),
  TOOL("LanguageTool", "languagetools", "langop.io", "Tool", "tool"),
  POWER_TOOL("PowerTool", "powertools", "codriverlabs.ai.toe.run", "PowerTool", "powertool");

  private static final String VERSION = "v1alpha1";

  private final String kind;
  private final String plural;
  private final String group;
  private final String title;
  private final String command;

  ResourceKind(String kind, String plural, String group, String title, String command) {
    this.kind = kind;
    this.plural = plural;
    this.group = group;
    this.title = title;
    this.command = command;
  }

  public String kind() {
    return kind;
  }

  public String plural() {
    return plural;
  }

  String group() {
    return group;
  }

  String version() {
    return VERSION;
  }

  /** As a person calls it at the start of a line. */
  public String title() {
    return title;
  }

  /** As a person calls it within a sentence, and the group of its commands. */
  public String command() {
    return command;
  }

  /** As kubectl calls one: {@code languageagent.langop.io}. */
  public String singular() {
    return kind.toLowerCase(java.util.Locale.ROOT) + "." + group;
  }
}
