package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.ResourceImages;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An agent or a tool as one that uses a registry. It is there once for each image that it names.
 *
 * @param image that it uses, as it is written
 */
record UsedImage(StoredResource resource, String image) {

  /** One for each image of a resource; the same one counts once. */
  static Stream<UsedImage> of(StoredResource resource) {
    return ResourceImages.of(resource).stream()
        .distinct()
        .map(image -> new UsedImage(resource, image));
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
    boolean others = ResourceImages.of(resource).size() > 1;
    return Boolean.FALSE.equals(all) && others ? null : all;
  }

  /** The same for all images of the resource together. */
  Boolean allAllowed(CurrentList list) {
    if (list != null) {
      return allowedBy(list.decide(ResourceImages.of(resource), resource.namespace()));
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
