package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.WatchedResources;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows the status of one resource whenever it changes. */
record StatusWatch(
    KindView view,
    Cluster cluster,
    Supplier<Function<StoredResource, Report>> explainer,
    StatusPrinter printer) {

  int run(String name) throws InterruptedException {
    try (WatchedResources watched = cluster.watch(view.kind(), name)) {
      while (true) {
        WatchedResources.Change change = watched.next();
        if (change.gone()) {
          throw Failure.negative(
              "%s '%s' was deleted.".formatted(view.kind().title(), Visible.value(name)));
        }
        Report report = watched.answer(() -> explainer.get().apply(change.resource()));
        printer.print(report);
        if (view.finished(change.resource())) {
          return report.good() ? ExitCode.OK : ExitCode.NEGATIVE;
        }
      }
    }
  }
}
