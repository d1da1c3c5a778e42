package io.langop.operator.cli.output;

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
}
