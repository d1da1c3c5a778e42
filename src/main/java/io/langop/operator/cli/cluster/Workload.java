package io.langop.operator.cli.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What pods belong to.
 *
 * @param group of the API, empty for the core
 */
public record Workload(String group, String kind, String namespace, String name) {

  /** The controller of an object; {@code null} if it has none. */
  static Workload controllerOf(Map<?, ?> object) {
    if (object.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("ownerReferences") instanceof List<?> owners) {
      for (Object owner : owners) {
        if (owner instanceof Map<?, ?> map
            && "true".equals(StoredResource.text(map, "controller"))) {
          String api = StoredResource.text(map, "apiVersion");
          return new Workload(
              api.substring(0, Math.max(0, api.indexOf('/'))).intern(),
              StoredResource.text(map, "kind").intern(),
              StoredResource.text(metadata, "namespace").intern(),
              StoredResource.text(map, "name"));
        }
      }
    }
    return null;
  }

  boolean is(String otherGroup, String otherKind) {
    return group.equals(otherGroup) && kind.equals(otherKind);
  }

  /** Whether it is an agent or a tool. */
  boolean isOurs() {
    return is(ResourceKind.AGENT.group(), ResourceKind.AGENT.kind())
        || is(ResourceKind.TOOL.group(), ResourceKind.TOOL.kind());
  }

  /** For a person: {@code deployment demo/web}. */
  public String shown() {
    String word =
        is(ResourceKind.AGENT.group(), ResourceKind.AGENT.kind())
            ? ResourceKind.AGENT.command()
            : is(ResourceKind.TOOL.group(), ResourceKind.TOOL.kind())
                ? ResourceKind.TOOL.command()
                : kind.toLowerCase(Locale.ROOT);
    return word + " " + namespace + "/" + name;
  }

  /** For a program. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("group", group);
    tree.put("kind", kind);
    tree.put("namespace", namespace);
    tree.put("name", name);
    return tree;
  }
}
