package io.langop.operator.cli.registries;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Things that belong to paths; those of a path and below it are found without a look at others. */
final class ByPath<T> {

  /** Comes right behind the slash. */
  private static final char AFTER_SLASH = '/' + 1;

  private final TreeMap<String, List<T>> things = new TreeMap<>();

  void add(String path, T thing) {
    things.computeIfAbsent(path, key -> new ArrayList<>()).add(thing);
  }

  boolean isEmpty() {
    return things.isEmpty();
  }

  /**
   * Those of the path and below it, and perhaps of others with the same beginning.
   *
   * @param path empty for all
   */
  Stream<T> from(String path) {
    return (path.isEmpty() ? things : things.subMap(path, path + AFTER_SLASH))
        .values().stream().flatMap(List::stream);
  }
}
