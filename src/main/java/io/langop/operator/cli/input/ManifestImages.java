package io.langop.operator.cli.input;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the images in a manifest of any kind: wherever a list of containers, init containers,
 * ephemeral containers or volumes is, and in the spec of agents and tools. An image that is left
 * blank counts as one, since the API server refuses it; a container without the field does not,
 * because patches have such containers.
 */
final class ManifestImages {

  private static final Set<String> CONTAINER_LISTS =
      Set.of("containers", "initContainers", "ephemeralContainers");
  private static final String VOLUMES = "volumes";
  private static final Set<String> OUR_KINDS = Set.of("LanguageAgent", "LanguageTool");
  private static final String OUR_GROUP = "langop.io/";

  /**
   * A bound for documents that refer to themselves again and again, so that they are small to read
   * and endless to look through.
   */
  private static final int MOST_VALUES = 20_000_000;

  /**
   * What an image is part of.
   *
   * @param names of the object, for the source
   * @param namespace {@code null} where the manifest names none
   */
  private record Owner(List<String> names, String namespace) {}

  private final String file;
  private final Consumer<NamedImage> images;
  private final Map<Object, Object> path = new IdentityHashMap<>();
  private int visited;

  /**
   * @param file for the source of each image; {@code null} leaves it out
   */
  ManifestImages(String file, Consumer<NamedImage> images) {
    this.file = file;
    this.images = images;
  }

  /** Looks through one document. */
  void find(Object document) {
    visited = 0;
    visit(document, new Owner(List.of(), null));
  }

  private void visit(Object value, Owner owner) {
    if (++visited > MOST_VALUES) {
      throw new UnreadableManifestException("its aliases stand for too much", null);
    }
    if (!(value instanceof Map<?, ?> || value instanceof List<?>)
        || path.put(value, value) != null) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      visitMap(map, owner);
    } else {
      for (Object item : (List<?>) value) {
        visit(item, owner);
      }
    }
    path.remove(value);
  }

  private void visitMap(Map<?, ?> map, Owner outer) {
    Owner owner = outer;
    if (map.get("kind") instanceof String kind && map.get("apiVersion") instanceof String api) {
      if (!kind.endsWith("List") || !(map.get("items") instanceof List<?>)) {
        owner = owner(kind + "/" + name(map), namespace(map), outer);
      }
      if (OUR_KINDS.contains(kind) && api.startsWith(OUR_GROUP)) {
        specImage(map, owner);
      }
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof Map || entry.getKey() instanceof List) {
        throw new UnreadableManifestException(
            "it has a key that is no text, as unquoted templates {{…}} have", null);
      }
      if (entry.getKey() instanceof String key && entry.getValue() instanceof List<?> list) {
        if (CONTAINER_LISTS.contains(key)) {
          containers(list, owner);
        } else if (VOLUMES.equals(key)) {
          volumes(list, owner);
        }
      }
      visit(entry.getValue(), owner);
    }
  }

  private void containers(List<?> containers, Owner owner) {
    for (Object container : containers) {
      if (container instanceof Map<?, ?> map && map.containsKey("image")) {
        found(map.get("image"), owner, text(map.get("name")));
      }
    }
  }

  private void volumes(List<?> volumes, Owner owner) {
    for (Object volume : volumes) {
      if (volume instanceof Map<?, ?> map && map.get("image") instanceof Map<?, ?> image) {
        found(image.get("reference"), owner, "volume " + text(map.get("name")));
      }
    }
  }

  private void specImage(Map<?, ?> resource, Owner owner) {
    if (resource.get("spec") instanceof Map<?, ?> spec && spec.containsKey("image")) {
      found(spec.get("image"), owner, "");
    }
  }

  /**
   * @param image is blank if it is no text
   * @param part of the owner that names it; empty if it is the owner itself
   */
  private void found(Object image, Owner owner, String part) {
    List<String> parts = new ArrayList<>();
    if (file != null) {
      parts.add(file);
    }
    parts.addAll(owner.names());
    if (!part.isEmpty()) {
      parts.add(part);
    }
    images.accept(new NamedImage(text(image), String.join(" ", parts), owner.namespace()));
  }

  private static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  private static String name(Map<?, ?> resource) {
    if (resource.get("metadata") instanceof Map<?, ?> metadata) {
      Object name =
          metadata.get("name") != null ? metadata.get("name") : metadata.get("generateName");
      if (name instanceof String text) {
        String namespace = namespace(resource);
        return namespace == null ? text : namespace + "/" + text;
      }
    }
    return "?";
  }

  private static String namespace(Map<?, ?> resource) {
    return resource.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("namespace") instanceof String namespace
            && !namespace.isEmpty()
        ? namespace
        : null;
  }

  /** What is part of another object is in its namespace, unless it has one of its own. */
  private static Owner owner(String name, String namespace, Owner outer) {
    return new Owner(List.of(name), namespace == null ? outer.namespace() : namespace);
  }
}
