package io.langop.operator.cli.input;

import java.io.Reader;
import java.util.function.Consumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML whose scalars all are texts. Tags make no objects: other projects' files have tags of their
 * own, which are passed over, and a file must not be able to make this program do anything.
 */
final class TextYaml {

  /** More than any manifest has; what an alias stands for is kept once, so it costs nothing. */
  private static final int MOST_ALIASES = 10_000;

  private static final int LARGEST = 256 * 1024 * 1024;
  private static final int DEEPEST = 200;

  private TextYaml() {}

  static void read(Reader reader, Consumer<Object> documents) {
    yaml(LARGEST).loadAll(reader).forEach(documents);
  }

  /** The only document, with the lines of its parts; null if there is none. */
  static Node compose(Reader reader, int largest) {
    return yaml(largest).compose(reader);
  }

  private static Yaml yaml(int largest) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setCodePointLimit(largest);
    options.setNestingDepthLimit(DEEPEST);
    options.setAllowRecursiveKeys(false);
    return new Yaml(
        new TextConstructor(options),
        new Representer(new DumperOptions()),
        new DumperOptions(),
        options,
        new TextResolver());
  }

  /** Only the merge key has a meaning beyond its text, and nothing at all is null. */
  private static final class TextResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  private static final class TextConstructor extends SafeConstructor {

    TextConstructor(LoaderOptions options) {
      super(options);
      yamlConstructors.put(null, new WithoutTag());
    }

    private final class WithoutTag extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        if (node instanceof MappingNode mapping) {
          return constructMapping(mapping);
        }
        if (node instanceof SequenceNode sequence) {
          return constructSequence(sequence);
        }
        return ((ScalarNode) node).getValue();
      }
    }
  }
}
