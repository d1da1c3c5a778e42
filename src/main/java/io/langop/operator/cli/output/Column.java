package io.langop.operator.cli.output;

import io.langop.operator.cli.output.Style.Level;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param <T> what a row shows
 * @param header in upper case
 * @param wide whether only the wide table has it
 * @param cell may give foreign text; the table makes it fit to show
 * @param level the colour of the cell
 */
public record Column<T>(
    String header, boolean wide, Function<T, String> cell, Function<T, Level> level) {

  public static <T> Column<T> of(String header, Function<T, String> cell) {
    return new Column<>(header, false, cell, row -> Level.NONE);
  }

  /** A column that only the wide table has. */
  public static <T> Column<T> wide(String header, Function<T, String> cell) {
    return new Column<>(header, true, cell, row -> Level.NONE);
  }

  /** A column with a colour. */
  public static <T> Column<T> of(
      String header, Function<T, String> cell, Function<T, Level> level) {
    return new Column<>(header, false, cell, level);
  }
}
