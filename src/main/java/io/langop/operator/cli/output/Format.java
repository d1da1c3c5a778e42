package io.langop.operator.cli.output;

import java.io.PrintStream;

/** How results are printed; the values of {@code -o}. */
public enum Format {
  table,
  wide,
  json,
  yaml,
  name;

  /** Whether a program is to read it. */
  public boolean structured() {
    return this == json || this == yaml;
  }

  /** Prints a tree of maps, lists and values in a structured format. */
  public void print(Object tree, PrintStream out) {
    if (this == json) {
      Json.print(tree, out);
    } else {
      Yaml.print(tree, out);
    }
  }
}
