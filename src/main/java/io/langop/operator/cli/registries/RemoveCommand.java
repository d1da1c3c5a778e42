package io.langop.operator.cli.registries;

import io.langop.operator.cli.LeafCommand;
import io.langop.operator.cli.OutputOption;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.edit.ConfigMapEdit;
import io.langop.operator.cli.edit.EditOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code registries remove}: less is allowed. */
@Command(
    name = "remove",
    header = "Remove entries from the list",
    description = {
      "Removes every line with the entry, also one that is ignored; the others stay as they are."
          + " An ENTRY without options stands for every line with that entry, whatever its options;"
          + " an ENTRY with options, in quotes, for those lines only that have the same options."
          + " First it shows which agents and tools would be blocked, and asks. What runs goes on,"
          + " frozen, unless the operator is told to stop it.",
      "Exit code: 0 done, 1 it is not on the list or you said no, 2 nobody could be asked."
    },
    footer = {
      "  aictl registries remove docker.io",
      "  aictl registries remove docker.io --dry-run -o json",
      "  aictl registries remove 'ghcr.io/acme digest=required'"
    })
public final class RemoveCommand extends LeafCommand {

  @Parameters(paramLabel = "ENTRY", arity = "1..*", description = "Entry as it is on the list")
  private List<String> entries;

  @Mixin private EditOptions options;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    try (Cluster cluster = Clusters.connect(global(), session())) {
      List<User> users = Users.permitted(cluster).orElse(null);
      ListEdit edit = new ListEdit(global().allowlist(), users, session().now());
      return new ConfigMapEdit(
              session(),
              cluster,
              global().allowlist(),
              global().allowlist().key(),
              options,
              output.format())
          .run(stored -> edit.remove(stored, entries));
    }
  }
}
