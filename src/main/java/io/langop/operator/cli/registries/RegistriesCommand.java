package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code registries}: the allowlist. */
@Command(
    name = "registries",
    aliases = "allowlist",
    header = "The allowlist: which registries images may come from",
    description =
        "The allowlist is a ConfigMap that administrators keep. These commands show it, test it and"
            + " change it.",
    footer = {"  aictl registries list", "  aictl registries check nginx"},
    subcommands = {
      RegistriesCommand.Listing.class,
      CheckCommand.class,
      TestCommand.class,
      AuditCommand.class,
      EditCommand.Add.class,
      EditCommand.Remove.class
    })
public final class RegistriesCommand {

  /** {@code registries list}: the list in force. */
  @Command(
      name = "list",
      header = "Show the list in force, and what each entry is used for",
      description =
          "Each entry comes with its line and its options, the number of agents and tools in all"
              + " namespaces that it allows, and what there is to say about it: lines that are"
              + " ignored and why, entries that let in more than they seem to, entries that nobody"
              + " uses, entries that have ended or end within a day. It also says where a list of"
              + " the same name is that is not read.",
      footer = {"  aictl registries list", "  aictl registries list -o json"})
  static final class Listing extends LeafCommand implements WithoutNamespace {

    @Mixin private OutputOption output;

    @Override
    public Integer call() {
      try (Cluster cluster = Clusters.connect(global(), session())) {
        ConfigMapPlace place = global().allowlist();
        cluster.namespacesOfUnreadLists(place).forEach(namespace -> note(unread(namespace, place)));
        CurrentList list = cluster.allowlist(place);
        if (list instanceof CurrentList.Missing missing) {
          throw Failure.negative(missing.message() + " Create it with: aictl registries add ENTRY");
        }
        Optional<List<UsedImage>> uses = UsedImage.permitted(cluster);
        List<ListedEntry> entries =
            ListedEntries.of((CurrentList.Loaded) list, uses, session().now());
        print(entries, new ListedEntry.Shown(entries), output.format());
        if (entries.stream().noneMatch(entry -> entry.problem() == null)) {
          note("The list has no valid entry, so nothing is allowed.");
        } else if (entries.stream().noneMatch(ListedEntry::inForce)) {
          note("All entries of the list have ended, so nothing is allowed.");
        }
        if (uses.isEmpty()) {
          note(
              "You may not list the agents and tools of all namespaces, so which entries are used"
                  + " is not known.");
        }
        return ExitCode.OK;
      }
    }

    private static String unread(String namespace, ConfigMapPlace place) {
      return ("Namespace '%1$s' has a ConfigMap '%2$s' with a list, too, as the operator in Go kept"
              + " it. It is not read. See what it has:"
              + " kubectl get configmap %2$s -n %1$s -o yaml")
          .formatted(Visible.value(namespace), Visible.value(place.name()));
    }
  }
}
