package io.langop.operator.settings;

import io.langop.operator.allowlist.NamespaceNames;
import io.langop.operator.allowlist.NamespaceNamesBuilder;
import io.langop.operator.api.RunDuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** The fields of one tool's settings. */
final class SettingsFields {

  /** Of all arguments, and of all variables: they are copied into every pod of a run. */
  private static final int MAX_BYTES = 4096;

  private static final int MAX_ELEMENTS = 64;
  private static final int MAX_NAME = 253;
  private static final int MAX_DURATION = 64;

  /** The rule of the API server that every version of Kubernetes has. */
  private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

  /** What a run tells its profiler, which no setting may replace. */
  private static final Set<String> OWN_VARIABLES =
      Set.of(
          "PROFILER_TOOL",
          "PROFILER_DURATION",
          "PROFILER_DURATION_SECONDS",
          "TARGET_POD_NAME",
          "TARGET_NAMESPACE",
          "TARGET_CONTAINER_NAME",
          "OUTPUT_MODE");

  private static final Value<List<String>> ARGS =
      Value.list(Value.text(MAX_BYTES), MAX_ELEMENTS)
          .checked(
              (args, path) -> atMost(args.stream().mapToInt(SettingsFields::bytes).sum(), path));

  private static final Value<EnvSetting> VARIABLE_FIELDS =
      Value.object(
              SecurityFields.fields("name", Value.text(MAX_NAME), "value", Value.text(MAX_BYTES)))
          .checked(SettingsFields::variable)
          .as(fields -> new EnvSetting((String) fields.get("name"), (String) fields.get("value")));

  private static final Value<List<EnvSetting>> ENV =
      Value.list(VARIABLE_FIELDS, MAX_ELEMENTS).checked(SettingsFields::env);

  private static final Value<NamespaceNames> NAMESPACES = SettingsFields::namespaces;

  private static final Value<Duration> MAX =
      Value.text(MAX_DURATION)
          .checked(
              (text, path) ->
                  RunDuration.parse(text).isPresent()
                      ? null
                      : "%s must be a duration such as 30s, 1m30s or 1h".formatted(path))
          .as(text -> RunDuration.parse(text).orElseThrow());

  private static final List<String> NAMES =
      List.of("securityContext", "args", "env", "namespaces", "maxDuration");

  private SettingsFields() {}

  /**
   * @throws InvalidSettingsException if there is a mistake in them
   */
  static ToolSettings settings(Node root) {
    Map<String, Node> fields = Value.fields(root, "", NAMES);
    return new ToolSettings(
        read(fields, NAMES.get(0), SecurityFields.CONTEXT, Map.of()),
        read(fields, NAMES.get(1), ARGS, List.of()),
        read(fields, NAMES.get(2), ENV, List.of()),
        read(fields, NAMES.get(3), NAMESPACES, null),
        read(fields, NAMES.get(4), MAX, null));
  }

  private static <T> T read(Map<String, Node> fields, String name, Value<T> value, T absent) {
    Node node = fields.get(name);
    return node == null ? absent : value.read(node, name);
  }

  private static String variable(Map<String, Object> fields, String path) {
    String name = (String) fields.get("name");
    if (name == null || fields.get("value") == null) {
      return "%s needs a name and a value".formatted(path);
    }
    if (!VARIABLE.matcher(name).matches()) {
      return "%s.name is no name of a variable".formatted(path);
    }
    return OWN_VARIABLES.contains(name)
        ? "%s.name is %s, which every run sets itself".formatted(path, name)
        : null;
  }

  private static String env(List<EnvSetting> env, String path) {
    Set<String> names = new HashSet<>();
    int bytes = 0;
    for (EnvSetting variable : env) {
      if (!names.add(variable.name())) {
        return "%s has the variable %s twice".formatted(path, variable.name());
      }
      bytes += bytes(variable.name()) + bytes(variable.value());
    }
    return atMost(bytes, path);
  }

  private static NamespaceNames namespaces(Node node, String path) {
    NamespaceNamesBuilder names = new NamespaceNamesBuilder();
    List<String> read =
        Value.list(
                Value.text(MAX_NAME)
                    .checked(
                        (name, inside) ->
                            name.equals("*")
                                ? "%s would be every namespace: leave namespaces out"
                                    .formatted(inside)
                                : names.add(name)),
                MAX_ELEMENTS)
            .read(node, path);
    if (read.isEmpty()) {
      throw Value.mistake(node, path + " is empty: leave it out for every namespace");
    }
    return names.build();
  }

  private static String atMost(int bytes, String path) {
    return bytes <= MAX_BYTES
        ? null
        : "%s must have at most %d bytes together".formatted(path, MAX_BYTES);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
