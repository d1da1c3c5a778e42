package io.langop.operator.cli.output;

import java.util.List;
import java.util.Map;

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
}
