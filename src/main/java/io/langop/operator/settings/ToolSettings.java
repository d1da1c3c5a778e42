package io.langop.operator.settings;

import io.langop.operator.allowlist.NamespaceNames;
import io.langop.operator.api.RunDuration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What administrators say of one tool besides its image.
 *
 * @param securityContext of the ephemeral container, field by field as Kubernetes has them: texts,
 *     booleans, whole numbers, lists and maps of them
 * @param args come before the arguments of a PowerTool
 * @param env in their order, because a value may name an earlier variable
 * @param namespaces where the tool may be used, {@code null} for everywhere
 * @param maxDuration the longest run, {@code null} for the operator's own bound alone
 */
public record ToolSettings(
    Map<String, Object> securityContext,
    List<String> args,
    List<EnvSetting> env,
    NamespaceNames namespaces,
    Duration maxDuration)
    implements ParsedSettings {

  /** Nothing is set. */
  public static final ToolSettings NONE =
      new ToolSettings(Map.of(), List.of(), List.of(), null, null);

  /** Whether the tool may be used in a namespace. */
  public boolean allowsIn(String namespace) {
    return namespaces == null || namespaces.contains(namespace);
  }

  /** The shorter one of the tool's bound and another. */
  public Duration atMost(Duration other) {
    return maxDuration == null || maxDuration.compareTo(other) > 0 ? other : maxDuration;
  }

  /** What is set, in the form of the YAML that says it. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!securityContext.isEmpty()) {
      tree.put("securityContext", securityContext);
    }
    if (!args.isEmpty()) {
      tree.put("args", args);
    }
    if (!env.isEmpty()) {
      tree.put("env", env.stream().map(ToolSettings::tree).toList());
    }
    if (namespaces != null) {
      tree.put("namespaces", List.of(namespaces.toString().split(",")));
    }
    if (maxDuration != null) {
      tree.put("maxDuration", RunDuration.text(maxDuration));
    }
    return tree;
  }

  private static Map<String, Object> tree(EnvSetting variable) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", variable.name());
    tree.put("value", variable.value());
    return tree;
  }
}
