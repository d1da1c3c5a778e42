package io.langop.operator.testcluster;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the sources and build results are, whatever the working directory: an IDE, Maven and a demo
 * all start the JVM in different places.
 */
public final class ProjectDirectory {
  private ProjectDirectory() {}

  /**
   * The project root: the system property {@code project.basedir}, else found from the working
   * directory.
   */
  public static Path root() {
    String configured = System.getProperty("project.basedir");
    if (configured != null && !configured.isBlank()) {
      return Path.of(configured).toAbsolutePath().normalize();
    }
    Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath().normalize();
    for (Path candidate = start; candidate != null; candidate = candidate.getParent()) {
      if (Files.isRegularFile(candidate.resolve("src/test/cluster/go.mod"))) {
        return candidate;
      }
    }
    throw new ClusterException(
        "The project directory was not found above %s. Start there or set -Dproject.basedir=DIRECTORY"
            .formatted(start));
  }
}
