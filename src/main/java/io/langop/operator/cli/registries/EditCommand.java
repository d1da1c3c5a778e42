package io.langop.operator.cli.registries;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.OutputOption;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.edit.ConfigMapEdit;
import io.langop.operator.cli.edit.EditOptions;
import io.langop.operator.cli.edit.Proposal;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Changes the list, and tells before what that would do. */
@Command
abstract class EditCommand extends LeafCommand implements WithoutNamespace {

  @Mixin private EditOptions options;

  @Mixin private OutputOption output;

  int edit(BiFunction<ListEdit, StoredMap, Proposal> change) {
    try (Cluster cluster = Clusters.connect(global(), session())) {
      ListEdit edit =
          new ListEdit(
              global().allowlist(),
              UsedImage.permitted(cluster).orElse(null),
              cluster.countablePods(true, global().catalog()).orElse(null),
              session().now());
      return new ConfigMapEdit(
              session(),
              cluster,
              global().allowlist(),
              global().allowlist().key(),
              options,
              output.format())
          .run(stored -> change.apply(edit, stored));
    }
  }
}
