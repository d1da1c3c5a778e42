package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ClusterKind;
import io.langop.operator.cli.cluster.ClusterObject;
import io.langop.operator.cli.cluster.Reading;
import java.util.Optional;

/** What admission does about pods in the namespace of a command. */
public final class NamespaceNote {

  private NamespaceNote() {}

  /** A sentence, if the namespace exists and may be read. */
  public static Optional<String> of(Cluster cluster) {
    Reading<ClusterObject> namespace = cluster.read(ClusterKind.NAMESPACE, cluster.namespace());
    return namespace.isRead()
        ? Optional.of(
            LabelledNamespace.of(namespace.value(), PodAdmission.read(cluster)).sentence())
        : Optional.empty();
  }
}
