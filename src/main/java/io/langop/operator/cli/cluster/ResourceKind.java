package io.langop.operator.cli.cluster;

/** The custom resources that commands ask for. */
public enum ResourceKind {
  AGENT("LanguageAgent", "languageagents", "langop.io", "Agent", "agent"),
  TOOL("LanguageTool", "languagetools", "langop.io", "Tool", "tool"),
  POWER_TOOL("PowerTool", "powertools", "codriverlabs.ai.toe.run", "PowerTool", "powertool");

  private static final String VERSION = "v1alpha1";

  private final KindNames names;
  private final String title;
  private final String command;

  ResourceKind(String kind, String plural, String group, String title, String command) {
    this.names = new KindNames(group, VERSION, kind, plural);
    this.title = title;
    this.command = command;
  }

  KindNames names() {
    return names;
  }

  public String kind() {
    return names.kind();
  }

  public String plural() {
    return names.plural();
  }

  String group() {
    return names.group();
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
    return names.singular();
  }
}
