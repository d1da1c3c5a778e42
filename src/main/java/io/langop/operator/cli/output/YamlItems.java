package io.langop.operator.cli.output;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A list of objects, written while they come. */
final class YamlItems<T> implements ItemWriter<T> {

  private final Function<T, Map<String, Object>> tree;
  private final PrintStream out;
  private boolean empty = true;

  YamlItems(Function<T, Map<String, Object>> tree, PrintStream out) {
    this.tree = tree;
    this.out = out;
  }

  @Override
  public void add(T item) {
    empty = false;
    out.print(Yaml.text(List.of(tree.apply(item))));
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
