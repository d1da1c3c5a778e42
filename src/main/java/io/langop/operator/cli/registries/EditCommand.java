package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.edit.EditingCommand;
import io.langop.operator.cli.edit.Proposal;
import io.langop.operator.cli.session.Failure;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the list, and tells before what that would do. */
@Command
abstract class EditCommand extends EditingCommand {

  int edit(BiFunction<ListEdit, StoredMap, Proposal> change) {
    try (Cluster cluster = Clusters.connect(global(), session())) {
      ListEdit edit =
          new ListEdit(
              global().allowlist(),
              UsedImage.permitted(cluster).orElse(null),
              cluster.countablePods(true, global().catalog()).orElse(null),
              session().now());
      return edit(
          cluster,
          global().allowlist(),
          global().allowlist().key(),
          stored -> change.apply(edit, stored));
    }
  }

  /** {@code registries add}: more is allowed. */
  @Command(
      name = "add",
      header = "Add entries to the list",
      description = {
        "Appends each entry as a line; comments, order and line ends of the others stay as they"
            + " are. First it shows which agents and tools would be allowed or blocked, counts the"
            + " pods with images that would be allowed or refused, and asks. It writes only if"
            + " nobody else has written since it read. The ConfigMap is created if it is absent.",
        "An entry may have options, in quotes with it or as the options below, which hold for all"
            + " entries of the command. Every end is written as a date or as a time in UTC.",
        "Exit code: 0 done or nothing to do, 1 you said no, 2 the entry cannot be one, or nobody"
            + " could be asked."
      },
      footer = {
        "  aictl registries add registry.example.com",
        "  aictl registries add ghcr.io/acme --comment 'team Acme, asked for by Ada'",
        "  aictl registries add '*.corp.example:5000' --dry-run",
        "  aictl registries add quay.io/incident/ --until 2h --namespaces team-a,oncall-*",
        "  aictl registries add 'docker.io/acme/ digest=required until=2026-12-31'"
      })
  static final class Add extends EditCommand {

    @Parameters(
        paramLabel = "ENTRY",
        arity = "1..*",
        description = "Registry, wildcard, or either with a port or a path; in quotes with options")
    private List<String> entries;

    @Option(
        names = "--comment",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Comment behind the entry, for example why and for whom")
    private String comment;

    @Mixin private EntryArguments arguments = new EntryArguments();

    @Override
    public String insteadOfNamespace() {
      return " Option --namespaces limits an entry.";
    }

    @Override
    public Integer call() {
      List<AllowlistEntry> added = arguments.entries(entries, session().now());
      if (comment.chars().anyMatch(Character::isISOControl)) {
        throw Failure.usage("The comment has to be one line without control characters.");
      }
      return edit((edit, stored) -> edit.add(stored, added, comment.strip()));
    }
  }

  /** {@code registries remove}: less is allowed. */
  @Command(
      name = "remove",
      header = "Remove entries from the list",
      description = {
        "Removes every line with the entry, also one that is ignored; the others stay as they are."
            + " An ENTRY without options stands for every line with that entry, whatever its"
            + " options; an ENTRY with options, in quotes, for those lines only that have the same"
            + " options. First it shows which agents and tools would be blocked, counts the pods"
            + " with images that would be refused, and asks. Running workloads keep running,"
            + " frozen, unless the operator is told to stop them.",
        "Exit code: 0 done, 1 it is not on the list or you said no, 2 nobody could be asked."
      },
      footer = {
        "  aictl registries remove docker.io",
        "  aictl registries remove docker.io --dry-run -o json",
        "  aictl registries remove 'ghcr.io/acme digest=required'"
      })
  static final class Remove extends EditCommand {

    @Parameters(paramLabel = "ENTRY", arity = "1..*", description = "Entry as it is on the list")
    private List<String> entries;

    @Override
    public Integer call() {
      return edit((edit, stored) -> edit.remove(stored, entries));
    }
  }
}
