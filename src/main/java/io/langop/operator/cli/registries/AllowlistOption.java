package io.langop.operator.cli.registries;

import picocli.CommandLine.Option;

/** A list to decide by instead of the one in force. */
final class AllowlistOption {

  @Option(
      names = "--file",
      paramLabel = "ALLOWLIST",
      description = "Decide by this list: one entry a line, or the manifest of the ConfigMap")
  private String file;

  /** Null when none was given; {@code -} is standard input. */
  String file() {
    return file;
  }
}
