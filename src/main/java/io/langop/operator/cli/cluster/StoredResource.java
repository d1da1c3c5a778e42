package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.langop.operator.api.condition.ConditionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A custom resource as it was read, whatever is in it: commands have to explain what they did not
 * expect, too.
 *
 * @param created time of creation, empty if unknown
 * @param deleting whether its deletion has begun
 * @param spec empty if there is none
 * @param status empty if there is none
 */
public record StoredResource(
    ResourceKind kind,
    String namespace,
    String name,
    long generation,
    String created,
    boolean deleting,
    Map<?, ?> spec,
    Map<?, ?> status) {

  /** A condition of the status. */
  public record Condition(String type, String status, String reason, String message, String since) {

    /** Stands for one that is not there. */
    static final Condition NONE = new Condition("", "", "", "", "");

    public boolean exists() {
      return !type.isEmpty();
    }
  }

  static StoredResource of(ResourceKind kind, GenericKubernetesResource read) {
    ObjectMeta metadata = read.getMetadata();
    return new StoredResource(
        kind,
        orEmpty(metadata.getNamespace()),
        orEmpty(metadata.getName()),
        metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
        orEmpty(metadata.getCreationTimestamp()),
        metadata.getDeletionTimestamp() != null,
        map(read.getAdditionalProperties().get("spec")),
        map(read.getAdditionalProperties().get("status")));
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /**
   * The images that the spec of an agent or a tool names: that of the container, then those of the
   * image volumes. The list decides about each of them.
   */
  public List<String> images() {
    List<String> images = new ArrayList<>(List.of(spec("image")));
    if (spec.get("volumes") instanceof List<?> volumes) {
      for (Object volume : volumes) {
        if (volume instanceof Map<?, ?> map && map.get("image") instanceof Map<?, ?>) {
          images.add(text(map, "image", "reference"));
        }
      }
    }
    return List.copyOf(images);
  }

  /** A text of the spec; empty if it is not there. */
  public String spec(String... path) {
    return text(spec, path);
  }

  /** A text of the status; empty if it is not there. */
  public String status(String... path) {
    return text(status, path);
  }

  /** A condition; one that does not exist if there is none. */
  public Condition condition(ConditionType type) {
    if (status.get("conditions") instanceof List<?> conditions) {
      for (Object item : conditions) {
        if (item instanceof Map<?, ?> condition && type.name().equals(condition.get("type"))) {
          return new Condition(
              type.name(),
              text(condition, "status"),
              text(condition, "reason"),
              text(condition, "message"),
              text(condition, "lastTransitionTime"));
        }
      }
    }
    return Condition.NONE;
  }

  /** Whether the status speaks of an older spec than the one that is there. */
  public boolean outdated() {
    String observed = status("observedGeneration");
    return !observed.isEmpty() && !observed.equals(Long.toString(generation));
  }

  /** A value below a map as text; empty if it is not there or no plain value. */
  public static String text(Map<?, ?> map, String... path) {
    Object value = map;
    for (String name : path) {
      value = value instanceof Map<?, ?> inner ? inner.get(name) : null;
    }
    return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
  }
}
