package io.langop.operator.settings;

import io.langop.operator.image.VisibleText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Takes one kind of value and nothing else. Stricter than YAML, whose versions disagree about what
 * {@code yes}, {@code 010} and {@code 1e3} are.
 *
 * @param <T> what it becomes
 */
@FunctionalInterface
interface Value<T> {

  Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,9}");

  /**
   * @param path of the field, for reasons
   * @throws InvalidSettingsException if it is another kind
   */
  T read(Node node, String path);

  /** The value made into another one. */
  default <R> Value<R> as(Function<T, R> change) {
    return (node, path) -> change.apply(read(node, path));
  }

  /**
   * The value if it passes.
   *
   * @param check of value and path: {@code null}, or the reason why it does not
   */
  default Value<T> checked(BiFunction<T, String, String> check) {
    return (node, path) -> {
      T value = read(node, path);
      String reason = check.apply(value, path);
      if (reason != null) {
        throw mistake(node, reason);
      }
      return value;
    };
  }

  static Value<Boolean> bool() {
    return (node, path) -> {
      String text = plain(node);
      if (!"true".equals(text) && !"false".equals(text)) {
        throw mistake(node, "%s must be true or false".formatted(path));
      }
      return text.equals("true");
    };
  }

  /** A whole number from 0. */
  static Value<Long> whole(long max) {
    return (node, path) -> {
      String text = plain(node);
      if (text == null || !WHOLE.matcher(text).matches() || Long.parseLong(text) > max) {
        throw mistake(node, "%s must be a whole number from 0 to %d".formatted(path, max));
      }
      return Long.valueOf(text);
    };
  }

  /** A text, which has to be in quotes if YAML would take it for something else. */
  static Value<String> text(int maxLength) {
    return (node, path) -> {
      if (!(node instanceof ScalarNode scalar)) {
        throw mistake(node, "%s must be a text".formatted(path));
      }
      if (!scalar.getTag().equals(Tag.STR)) {
        throw mistake(node, "%s must be a text: put it in quotes".formatted(path));
      }
      if (scalar.getValue().length() > maxLength || scalar.getValue().indexOf('\0') >= 0) {
        throw mistake(node, "%s must have at most %d characters".formatted(path, maxLength));
      }
      return scalar.getValue();
    };
  }

  static Value<String> oneOf(String... choices) {
    List<String> all = List.of(choices);
    return text(Integer.MAX_VALUE)
        .checked(
            (value, path) ->
                all.contains(value)
                    ? null
                    : "%s must be one of %s".formatted(path, String.join(", ", all)));
  }

  static <T> Value<List<T>> list(Value<T> element, int max) {
    return (node, path) -> {
      if (!(node instanceof SequenceNode sequence)) {
        throw mistake(node, "%s must be a list".formatted(path));
      }
      if (sequence.getValue().size() > max) {
        throw mistake(node, "%s must have at most %d elements".formatted(path, max));
      }
      List<T> values = new ArrayList<>();
      for (Node one : sequence.getValue()) {
        T value = element.read(one, path + "[" + values.size() + "]");
        values.add(value);
      }
      return List.copyOf(values);
    };
  }

  /** A map with these fields, each at most once, in the order in which they are declared. */
  static Value<Map<String, Object>> object(Map<String, Value<?>> fields) {
    return (node, path) -> {
      Map<String, Node> found = fields(node, path, fields.keySet());
      Map<String, Object> read = new LinkedHashMap<>();
      fields.forEach(
          (name, value) -> {
            if (found.containsKey(name)) {
              read.put(name, value.read(found.get(name), inside(path, name)));
            }
          });
      return Collections.unmodifiableMap(read);
    };
  }

  /** The values of a map whose keys are some of these names, each at most once. */
  static Map<String, Node> fields(Node node, String path, Collection<String> names) {
    if (!(node instanceof MappingNode mapping)) {
      throw mistake(
          node, (path.isEmpty() ? "it" : path) + " must have fields, such as 'name: value'");
    }
    Map<String, Node> found = new HashMap<>();
    for (NodeTuple field : mapping.getValue()) {
      String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "[…]";
      if (!names.contains(name)) {
        throw mistake(
            field.getKeyNode(),
            "there is no field '%s': there are %s"
                .formatted(VisibleText.of(inside(path, name), 100), String.join(", ", names)));
      }
      if (found.put(name, field.getValueNode()) != null) {
        throw mistake(
            field.getKeyNode(), "the field '%s' is there twice".formatted(inside(path, name)));
      }
    }
    return found;
  }

  private static String inside(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  static InvalidSettingsException mistake(Node node, String reason) {
    return new InvalidSettingsException(node.getStartMark().getLine() + 1, reason);
  }

  /** Null when it is no scalar, or one in quotes. */
  private static String plain(Node node) {
    return node instanceof ScalarNode scalar && scalar.isPlain() ? scalar.getValue() : null;
  }
}
