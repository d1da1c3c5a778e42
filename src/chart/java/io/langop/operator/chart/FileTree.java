package io.langop.operator.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Text files by their path in a directory.
 *
 * @param files path, with slashes, to content
 */
record FileTree(Map<String, String> files) {

  /** All files in {@code directory}; none if it does not exist. */
  static FileTree read(Path directory) {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path file : tree.filter(Files::isRegularFile).toList()) {
          files.put(
              directory.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new FileTree(files);
  }

  /** Makes {@code directory} hold these files and no others. */
  void replace(Path directory) {
    try {
      if (Files.exists(directory)) {
        try (Stream<Path> tree = Files.walk(directory)) {
          for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How {@code committed} differs from this, one line for each file; empty if it does not. */
  List<String> differences(FileTree committed) {
    List<String> differences = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          String other = committed.files().get(path);
          if (other == null) {
            differences.add("missing: " + path);
          } else if (!other.equals(text)) {
            differences.add("changed: " + path);
          }
        });
    committed.files().keySet().stream()
        .filter(path -> !files.containsKey(path))
        .map(path -> "extra: " + path)
        .forEach(differences::add);
    return differences;
  }
}
