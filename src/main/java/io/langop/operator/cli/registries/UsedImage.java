package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent or a tool as one that uses a registry. It is there once for each image that it names.
 *
 * @param image that it uses, as it is written
 */
record UsedImage(StoredResource resource, String image) {

  private static final List<ResourceKind> KINDS = List.of(ResourceKind.AGENT, ResourceKind.TOOL);

  /** Those of all agents and tools. */
  static List<UsedImage> list(Cluster cluster, boolean everywhere) {
    return sorted(KINDS.stream().map(kind -> cluster.list(kind, everywhere)));
  }

  /** Those of all namespaces, if they may be listed. */
  static Optional<List<UsedImage>> permitted(Cluster cluster) {
    List<List<StoredResource>> resources = new ArrayList<>();
    for (ResourceKind kind : KINDS) {
      var permitted = cluster.permittedList(kind, true);
      if (permitted.isEmpty()) {
        return Optional.empty();
      }
      resources.add(permitted.get());
    }
    return Optional.of(sorted(resources.stream()));
  }

  private static List<UsedImage> sorted(Stream<List<StoredResource>> resources) {
    return resources
        .flatMap(List::stream)
        .flatMap(UsedImage::of)
        .sorted(Comparator.comparing(UsedImage::shown))
        .toList();
  }

  /** One for each image of a resource; the same one counts once. */
  static Stream<UsedImage> of(StoredResource resource) {
    return resource.images().stream().distinct().map(image -> new UsedImage(resource, image));
  }

  /** For a person: {@code agent demo/greeter}. */
  String shown() {
    return resource.kind().command() + " " + resource.namespace() + "/" + resource.name();
  }

  /** As the allowlist would name it; empty if the image is no reference. */
  String registry() {
    return CheckedImage.registry(ImageReference.parse(image()));
  }

  /**
   * Whether the image is allowed now, by the list or, where that may not be read, by the status of
   * the resource.
   *
   * @param list {@code null} where it may not be read
   * @return {@code null} if that is unknown
   */
  Boolean allowed(CurrentList list) {
    if (list != null) {
      return allowedBy(verdict(list));
    }
    Boolean all = allAllowed(null);
    boolean others = resource.images().size() > 1;
    return Boolean.FALSE.equals(all) && others ? null : all;
  }

  /** The same for all images of the resource together. */
  Boolean allAllowed(CurrentList list) {
    if (list != null) {
      return allowedBy(list.decide(resource.images(), resource.namespace()));
    }
    return switch (resource.condition(WorkloadCondition.ImageValidated).status()) {
      case "True" -> true;
      case "False" -> false;
      default -> null;
    };
  }

  private static Boolean allowedBy(Verdict verdict) {
    return verdict instanceof Verdict.Unavailable ? null : (Boolean) verdict.isAllowed();
  }

  /** What a list says about it. */
  Verdict verdict(CurrentList list) {
    return list.decide(image(), resource.namespace());
  }

  boolean running() {
    return !resource.status("image").isEmpty() && !resource.status("phase").equals("Suspended");
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", resource.kind().kind());
    tree.put("namespace", resource.namespace());
    tree.put("name", resource.name());
    tree.put("image", image());
    return tree;
  }
}
