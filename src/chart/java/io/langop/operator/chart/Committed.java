package io.langop.operator.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is committed of what the build makes: the chart and the manifests.
 *
 * @param root the project's directory
 */
record Committed(Path root) {

  static Committed of(Path root) {
    return new Committed(root);
  }

  /** What is not as the build made it, one line for each file. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    made(ChartGenerator.CHART)
        .differences(FileTree.read(root.resolve(ChartGenerator.CHART)))
        .stream()
        .map(line -> line.replaceFirst(": ", ": " + ChartGenerator.CHART + "/"))
        .forEach(differences::add);
    FileTree manifests = made("manifests");
    manifests
        .files()
        .forEach(
            (path, text) -> {
              Path file = root.resolve(path);
              if (!Files.exists(file)) {
                differences.add("missing: " + path);
              } else if (!read(file).equals(text)) {
                differences.add("changed: " + path);
              }
            });
    return differences;
  }

  /** Puts what the build made in the place of what is committed. */
  void update() {
    made(ChartGenerator.CHART).replace(root.resolve(ChartGenerator.CHART));
    made("manifests")
        .files()
        .forEach(
            (path, text) -> {
              try {
                Files.createDirectories(root.resolve(path).getParent());
                Files.writeString(root.resolve(path), text);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private FileTree made(String what) {
    return FileTree.read(root.resolve(ChartGenerator.OUTPUT).resolve(what));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
