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

  /** A text in a cell; {@code -} if there is none. */
  static String dash(String text) {
    return text == null || text.isEmpty() ? "-" : text;
  }

  /** A text in a tree; null if it is empty. */
  static String absent(String text) {
    return text.isEmpty() ? null : text;
  }

  /** A number in a tree; null if the text is none. */
  static Long number(String text) {
    try {
      return text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

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
