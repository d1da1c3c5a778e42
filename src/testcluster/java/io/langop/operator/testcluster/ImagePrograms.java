package io.langop.operator.testcluster;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the programs of a product out of its container image, for a machine that has Docker and no
 * Go. Nothing of the image is run in a container: the programs are statically linked.
 */
final class ImagePrograms {
  private static final File NOTHING = new File("/dev/null");

  private final String docker;
  private final GoModule module;
  private final PrintStream progress;

  /**
   * @param docker the command line client of Docker
   */
  ImagePrograms(String docker, GoModule module, PrintStream progress) {
    this.docker = docker;
    this.module = module;
    this.progress = progress;
  }

  /** Whether there is an image to take the programs of a product from, and a client to do it. */
  static boolean areThereFor(GoProduct product) {
    return product.image().isPresent()
        && System.getProperty("os.name").equals("Linux")
        && Commands.onPath("docker").isPresent();
  }

  /** Copies all programs into {@code target}, an existing directory. */
  void into(Path target) {
    ProgramImage image = module.product().image().orElseThrow();
    progress.printf("Taking %s from the image %s%n", module.product().title(), image.reference());
    String container = run("create", image.reference()).strip();
    try {
      for (String program : module.product().programs()) {
        run("cp", container + ":" + image.directory() + "/" + program, target.toString());
      }
    } finally {
      run("rm", container);
    }
  }

  private String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(docker));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectInput(NOTHING).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new ClusterException(
            "There is no Go to build %s with, and '%s' failed: %s. Install Go %s or newer, %s"
                .formatted(
                    module.product().title(),
                    String.join(" ", command),
                    errors.strip(),
                    module.goVersion(),
                    module.product().alternative()));
      }
      return output;
    } catch (IOException e) {
      throw new ClusterException("'%s' could not be run".formatted(docker), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for '%s'".formatted(docker), e);
    }
  }
}
