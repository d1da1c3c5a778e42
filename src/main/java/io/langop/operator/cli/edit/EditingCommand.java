package io.langop.operator.cli.edit;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Changes one key of a ConfigMap, with the options that every such command has. */
@Command
public abstract class EditingCommand extends LeafCommand implements WithoutNamespace {

  @Mixin private ConfigMapEdit.Options options;

  @Mixin private OutputOption output;

  /**
   * Shows the change, asks, and writes it.
   *
   * @param key that is changed
   * @param change makes a proposal of what is stored
   * @return the exit code
   */
  protected final int edit(
      Cluster cluster, ConfigMapPlace place, String key, Function<StoredMap, Proposal> change) {
    return new ConfigMapEdit(session(), cluster, place, key, options, output.format()).run(change);
  }
}
