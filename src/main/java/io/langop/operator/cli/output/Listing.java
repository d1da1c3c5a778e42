package io.langop.operator.cli.output;

import io.langop.operator.cli.output.Style.Level;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How one kind of result looks in every format.
 *
 * @param <T> one result
 */
public interface Listing<T> {

  List<Column<T>> columns();

  /** The fields for JSON and YAML: maps, lists, texts, numbers, booleans and null. */
  Map<String, Object> tree(T item);

  /** The one line of {@code -o name}. */
  String name(T item);

  /**
   * One column of a table.
   *
   * @param <T> what a row shows
   * @param header in upper case
   * @param wide whether only the wide table has it
   * @param cell may give foreign text; the table makes it fit to show
   * @param level the colour of the cell
   */
  record Column<T>(
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
}
