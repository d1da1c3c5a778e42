package io.langop.operator.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The images that the spec of an agent or a tool names; the list decides about each of them. */
public final class ResourceImages {

  private ResourceImages() {}

  /** The container's image, then those of the image volumes. */
  public static List<String> of(StoredResource resource) {
    List<String> images = new ArrayList<>(List.of(resource.spec("image")));
    if (resource.spec().get("volumes") instanceof List<?> volumes) {
      for (Object volume : volumes) {
        if (volume instanceof Map<?, ?> map && map.get("image") instanceof Map<?, ?>) {
          images.add(StoredResource.text(map, "image", "reference"));
        }
      }
    }
    return List.copyOf(images);
  }
}
