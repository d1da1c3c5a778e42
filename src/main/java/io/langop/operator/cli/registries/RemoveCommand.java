package io.langop.operator.cli.registries;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code registries remove}: less is allowed. */
@Command(
    name = "remove",
    header = "Remove entries from the list",
    description = {
      "Removes every line with the entry, also one that is ignored; the others stay as they are."
          + " An ENTRY without options stands for every line with that entry, whatever its options;"
          + " an ENTRY with options, in quotes, for those lines only that have the same options."
          + " First it shows which agents and tools would be blocked, counts the pods with images"
          + " that would be refused, and asks. Running workloads keep running,"
          + " frozen, unless the operator is told to stop them.",
      "Exit code: 0 done, 1 it is not on the list or you said no, 2 nobody could be asked."
    },
    footer = {
      "  aictl registries remove docker.io",
      "  aictl registries remove docker.io --dry-run -o json",
      "  aictl registries remove 'ghcr.io/acme digest=required'"
    })
public final class RemoveCommand extends EditCommand {

  @Parameters(paramLabel = "ENTRY", arity = "1..*", description = "Entry as it is on the list")
  private List<String> entries;

  @Override
  public Integer call() {
    return edit((edit, stored) -> edit.remove(stored, entries));
  }
}
