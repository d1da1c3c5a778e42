package io.langop.operator.cli.input;

import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads images from all the places that a command may name, without keeping them. */
public final class ImageInput {

  private static final String STANDARD_INPUT = "-";
  private static final Set<String> EXTENSIONS = Set.of("yaml", "yml", "json");

  private final InputStream standardInput;
  private final Consumer<NamedImage> images;
  private final Consumer<String> problems;

  /**
   * @param images gets every image in the order of the input
   * @param problems gets a sentence for every file that cannot be read
   */
  public ImageInput(
      InputStream standardInput, Consumer<NamedImage> images, Consumer<String> problems) {
    this.standardInput = standardInput;
    this.images = images;
    this.problems = problems;
  }

  /** One argument: an image, or {@code -} for what standard input has. */
  public void argument(String argument) {
    if (!argument.equals(STANDARD_INPUT)) {
      images.accept(new NamedImage(argument, null, null));
      return;
    }
    try {
      BufferedInputStream in = new BufferedInputStream(standardInput, 1 << 17);
      if (ImageLines.isManifest(in)) {
        manifest(in, "standard input", null);
      } else {
        ImageLines.read(in, images);
      }
    } catch (IOException e) {
      problems.accept("Standard input cannot be read: " + FileProblem.reason(e) + ".");
    }
  }

  /** A manifest, a directory with manifests, or {@code -} for a manifest on standard input. */
  public void manifests(String name) {
    if (name.equals(STANDARD_INPUT)) {
      manifest(standardInput, "standard input", null);
      return;
    }
    Path path = path(name);
    if (!Files.isDirectory(path)) {
      file(path);
      return;
    }
    List<Path> files = files(path);
    if (files.isEmpty()) {
      problems.accept(
          "Directory '%s' has no file that ends in .yaml, .yml or .json."
              .formatted(Visible.value(name)));
    }
    files.forEach(this::file);
  }

  /** Everything below, but for hidden directories such as {@code .git}. */
  private List<Path> files(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      return found
          .filter(file -> EXTENSIONS.contains(extension(file)) && !hidden(directory, file))
          .filter(Files::isRegularFile)
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException | UncheckedIOException e) {
      problems.accept(
          "Directory '%s' cannot be read: %s."
              .formatted(
                  Visible.value(directory.toString()),
                  FileProblem.reason(e instanceof IOException ? e : e.getCause())));
      return List.of();
    }
  }

  private static boolean hidden(Path directory, Path file) {
    for (Path part : directory.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private void file(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      manifest(in, "File '" + Visible.value(file.toString()) + "'", file.toString());
    } catch (IOException e) {
      problems.accept(
          "File '%s' cannot be read: %s."
              .formatted(Visible.value(file.toString()), FileProblem.reason(e)));
    }
  }

  private void manifest(InputStream in, String what, String source) {
    try {
      ManifestReader.read(in, new ManifestImages(source, images)::find);
    } catch (UnreadableManifestException e) {
      problems.accept(
          "%s is not checked to its end: %s.".formatted(what, Visible.value(e.getMessage())));
    } catch (IOException e) {
      problems.accept("%s cannot be read: %s.".formatted(what, FileProblem.reason(e)));
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (java.nio.file.InvalidPathException e) {
      throw Failure.usage("'%s' is not the name of a file.".formatted(Visible.value(name)));
    }
  }
}
