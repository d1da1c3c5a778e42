package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.Verdict;
import io.langop.operator.cli.cluster.Resource;
import io.langop.operator.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.Map;

/** An agent or a tool as one that uses a registry. */
record User(Resource resource) {

  String image() {
    return resource.spec("image");
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
   * Whether it is allowed now, by the list or, where that may not be read, by its status.
   *
   * @param list {@code null} where it may not be read
   * @return {@code null} if that is unknown
   */
  Boolean allowed(CurrentList list) {
    if (list != null) {
      Verdict verdict = verdict(list);
      return verdict instanceof Verdict.Unavailable ? null : (Boolean) verdict.isAllowed();
    }
    return switch (resource.condition("ImageValidated").status()) {
      case "True" -> true;
      case "False" -> false;
      default -> null;
    };
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
