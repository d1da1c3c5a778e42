package io.langop.operator.cli.edit;

import picocli.CommandLine.Option;

/** How careful a change is. */
final class EditOptions {

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; needed where nobody can be asked")
  boolean yes;

  @Option(names = "--dry-run", description = "Show what would change, and change nothing")
  boolean dryRun;
}
