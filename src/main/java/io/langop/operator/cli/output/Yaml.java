package io.langop.operator.cli.output;

import java.io.PrintStream;
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
}
