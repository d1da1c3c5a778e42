package io.langop.operator.cli.output;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;

/**
 * Writes trees of maps, lists and values as YAML in ASCII, for the reason that {@link Json} has.
 */
public final class Yaml {

  private Yaml() {}

  /** Writes one document. */
  public static void print(Object tree, PrintStream out) {
    out.print(text(tree));
    out.flush();
  }

  /** One document. */
  public static String text(Object tree) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setAllowUnicode(false);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    return new org.yaml.snakeyaml.Yaml(options).dump(tree);
  }

  /** A list of objects, written while they come. */
  static final class Items<T> implements ItemWriter<T> {

    private final Function<T, Map<String, Object>> tree;
    private final PrintStream out;
    private boolean empty = true;

    Items(Function<T, Map<String, Object>> tree, PrintStream out) {
      this.tree = tree;
      this.out = out;
    }

    @Override
    public void add(T item) {
      empty = false;
      out.print(text(List.of(tree.apply(item))));
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      if (empty) {
        out.println("[]");
      }
      out.flush();
    }
  }
}
