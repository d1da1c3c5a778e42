package io.langop.operator.cli.registries;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the agents and tools, whose images the list decides about. */
final class UsedImages {

  private static final List<ResourceKind> KINDS = List.of(ResourceKind.AGENT, ResourceKind.TOOL);

  private UsedImages() {}

  static List<UsedImage> of(Cluster cluster, boolean everywhere) {
    List<UsedImage> uses = new ArrayList<>();
    for (ResourceKind kind : KINDS) {
      cluster.list(kind, everywhere).forEach(resource -> UsedImage.of(resource).forEach(uses::add));
    }
    uses.sort(Comparator.comparing(UsedImage::shown));
    return uses;
  }

  /** Those of all namespaces, if they may be listed. */
  static Optional<List<UsedImage>> permitted(Cluster cluster) {
    List<UsedImage> uses = new ArrayList<>();
    for (ResourceKind kind : KINDS) {
      var resources = cluster.permittedList(kind, true);
      if (resources.isEmpty()) {
        return Optional.empty();
      }
      resources.get().forEach(resource -> UsedImage.of(resource).forEach(uses::add));
    }
    uses.sort(Comparator.comparing(UsedImage::shown));
    return Optional.of(uses);
  }
}
