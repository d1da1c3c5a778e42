package io.langop.operator.cli.command;

import io.langop.operator.cli.output.Format;
import picocli.CommandLine.Option;

/** The format of the result. */
public final class OutputOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Format: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
  private Format format = Format.table;

  public Format format() {
    return format;
  }
}
