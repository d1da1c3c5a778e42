package io.langop.operator.cli.input;

import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * A part of a YAML or JSON file that knows its line, for files in which nothing may be misspelt.
 */
public record LinedYaml(Node node) {

  /** In characters. */
  private static final int LARGEST = 3 * 1024 * 1024;

  /**
   * The only document of a file.
   *
   * @throws UnreadableManifestException if it has none or several, or is no YAML
   */
  public static LinedYaml read(InputStream in) {
    Node root;
    try {
      root = TextYaml.compose(new UnicodeReader(in), LARGEST);
    } catch (YAMLException e) {
      throw ManifestReader.noYaml(e);
    }
    if (root == null) {
      throw new UnreadableManifestException("it is empty", null);
    }
    return new LinedYaml(root);
  }

  /** Counted from 1. */
  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** The fields, each of which has to be known and there only once. */
  public Map<String, LinedYaml> fields(Set<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      throw mistake(
          "here fields are needed: " + String.join(", ", known.stream().sorted().toList()));
    }
    Map<String, LinedYaml> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      LinedYaml key = new LinedYaml(tuple.getKeyNode());
      String name = key.node instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (!known.contains(name)) {
        throw key.mistake(
            "there is no field '%s'%s"
                .formatted(Visible.value(name), DidYouMean.clause(name, known)));
      }
      if (fields.put(name, new LinedYaml(tuple.getValueNode())) != null) {
        throw key.mistake("field '%s' is there twice".formatted(name));
      }
    }
    return fields;
  }

  /** The items of a list. */
  public List<LinedYaml> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw mistake("here a list is needed");
    }
    return sequence.getValue().stream().map(LinedYaml::new).toList();
  }

  /** The text, which may not be blank. */
  public String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw mistake("here a text is needed");
    }
    if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
      throw mistake("here a text is needed, but it is blank");
    }
    return scalar.getValue();
  }

  /** True or false, in these words. */
  public boolean truth() {
    String text = text();
    if (!text.equals("true") && !text.equals("false")) {
      throw mistake("'%s' is neither true nor false".formatted(Visible.value(text)));
    }
    return text.equals("true");
  }

  /** What is wrong with this part, with its line before it. */
  public UnreadableManifestException mistake(String words) {
    return new UnreadableManifestException("line %d: %s".formatted(line(), words), null);
  }
}
