package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.cli.session.Failure;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries add}: more is allowed. */
@Command(
    name = "add",
    header = "Add entries to the list",
    description = {
      "Appends each entry as a line; comments, order and line ends of the others stay as they are."
          + " First it shows which agents and tools would be allowed or blocked, counts the"
          + " pods with images that would be allowed or refused, and asks. It writes only if nobody else has written since it read. The ConfigMap is created if it"
          + " is absent.",
      "An entry may have options, in quotes with it or as the options below, which hold for all"
          + " entries of the command. Every end is written as a date or as a time in UTC.",
      "Exit code: 0 done or nothing to do, 1 you said no, 2 the entry cannot be one, or nobody could"
          + " be asked."
    },
    footer = {
      "  aictl registries add registry.example.com",
      "  aictl registries add ghcr.io/acme --comment 'team Acme, asked for by Ada'",
      "  aictl registries add '*.corp.example:5000' --dry-run",
      "  aictl registries add quay.io/incident/ --until 2h --namespaces team-a,oncall-*",
      "  aictl registries add 'docker.io/acme/ digest=required until=2026-12-31'"
    })
public final class AddCommand extends EditCommand {

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
