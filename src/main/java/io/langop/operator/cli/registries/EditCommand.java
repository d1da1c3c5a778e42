package io.langop.operator.cli.registries;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Clusters;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.edit.EditingCommand;
import io.langop.operator.cli.edit.Proposal;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;

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
}
