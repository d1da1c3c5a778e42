package io.langop.operator.cli.registries;

import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import java.util.List;
import java.util.Map;

/** Agents for tests of what a list does to them. */
final class SomeUsedImages {

  private SomeUsedImages() {}

  /**
   * An agent that no operator has looked at.
   *
   * @param name namespace and name, as in {@code demo/greeter}
   */
  static UsedImage agent(String name, String image) {
    return agent(name, image, Map.of());
  }

  /** One whose image was refused. */
  static UsedImage refused(String name, String image, String reason) {
    Map<String, String> condition =
        Map.of("type", "ImageValidated", "status", "False", "reason", reason);
    return agent(name, image, Map.of("conditions", List.of(condition)));
  }

  private static UsedImage agent(String name, String image, Map<String, Object> status) {
    String[] parts = name.split("/");
    return new UsedImage(
        new StoredResource(
            ResourceKind.AGENT, parts[0], parts[1], 1, "", false, Map.of("image", image), status),
        image);
  }
}
