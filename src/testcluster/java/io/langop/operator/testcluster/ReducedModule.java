package io.langop.operator.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A Go module like another one, but with a copy of its product's sources that lacks what no test
 * needs: compiling that would take most of the time. Go compiles nothing from its own module cache
 * that differs from what was published, so the sources have to be copied.
 */
final class ReducedModule {
  private final GoModule module;
  private final Path directory;

  /**
   * @param directory an empty place to keep it
   */
  ReducedModule(GoModule module, Path directory) {
    this.module = module;
    this.directory = directory;
  }

  /**
   * Makes the module.
   *
   * @param sources the product's sources in Go's module cache
   * @return its {@code go.mod}, for {@code -modfile}
   */
  Path from(Path sources) {
    Path copy = directory.resolve("sources");
    try {
      copyTree(sources, copy);
      for (String file : module.product().leftOut()) {
        Files.delete(copy.resolve(file));
      }
      Path mod = directory.resolve("go.mod");
      Files.copy(module.directory().resolve("go.mod"), mod);
      Files.copy(module.directory().resolve("go.sum"), directory.resolve("go.sum"));
      Files.writeString(
          mod,
          "%nreplace %s => %s%n".formatted(module.product().module(), copy),
          StandardOpenOption.APPEND);
      return mod;
    } catch (IOException e) {
      throw new ClusterException(
          "The sources of %s cannot be copied to %s".formatted(module.title(), copy), e);
    }
  }

  /** Go's module cache is read-only; a copy of its modes could not be removed again. */
  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(path));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
