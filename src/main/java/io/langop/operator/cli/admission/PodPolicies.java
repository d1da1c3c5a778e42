package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ClusterKind;
import io.langop.operator.cli.cluster.ClusterObject;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.command.ConfigMapPlace;
import java.util.List;
import java.util.Optional;

/**
 * Whether Kubernetes decides about pods as it is set up to.
 *
 * @param installed whether there are policies for pods
 * @param problems what is missing or not current, in sentences
 * @param unknown what the user may not read, in sentences
 */
public record PodPolicies(boolean installed, List<String> problems, List<String> unknown) {

  /** Reads them with the compiled list that they decide by. */
  public static PodPolicies read(Cluster cluster, ConfigMapPlace place) {
    AdmissionStatus status =
        new AdmissionStatus(
            PodAdmission.read(cluster), compiled(cluster, place), Reading.of(List.of()), null);
    Reading<List<String>> policies = status.admission().policies();
    return new PodPolicies(
        policies.isRead() && !policies.value().isEmpty(), status.problems(), status.unknown());
  }

  /** The compiled list compared with the list as it is now. */
  static CompiledState compiled(Cluster cluster, ConfigMapPlace place) {
    Reading<String> text =
        cluster
            .readableConfigMap(place)
            .map(stored -> Reading.ofNullable(stored.data().get(place.key())))
            .orElseGet(Reading::forbidden);
    return CompiledState.of(
        place, cluster.read(ClusterKind.COMPILED_ALLOWLIST, place.name()), text);
  }

  /**
   * What admission does about pods in the namespace of a command: a sentence, if the namespace
   * exists and may be read.
   */
  public static Optional<String> namespaceNote(Cluster cluster) {
    Reading<ClusterObject> namespace = cluster.read(ClusterKind.NAMESPACE, cluster.namespace());
    return namespace.isRead()
        ? Optional.of(
            LabelledNamespace.of(namespace.value(), PodAdmission.read(cluster)).sentence())
        : Optional.empty();
  }
}
