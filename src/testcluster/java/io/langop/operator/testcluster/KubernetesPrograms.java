package io.langop.operator.testcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The programs that a local cluster is made of. The control plane can be an older one than the
 * rest, to see what the operator needs of it.
 *
 * @param current all programs in their current version
 * @param older those of them that are replaced by older ones
 */
record KubernetesPrograms(GoPrograms current, Optional<GoPrograms> older) {

  private static final String PROPERTY = "cluster.kubernetes";
  private static final String OLDEST = "oldest";

  /** Those that {@code -Dcluster.kubernetes} asks for, built if they are not in the cache. */
  static KubernetesPrograms prepare() {
    return new KubernetesPrograms(
        GoPrograms.prepare(GoProduct.KUBERNETES),
        oldestWanted()
            ? Optional.of(GoPrograms.prepare(GoProduct.OLDEST_KUBERNETES))
            : Optional.empty());
  }

  /** Whether this run is about the oldest supported Kubernetes. */
  static boolean oldestWanted() {
    String wanted = System.getProperty(PROPERTY, "");
    if (!List.of("", OLDEST).contains(wanted)) {
      throw new ClusterException(
          "-D%s is '%s' but can only be '%s'".formatted(PROPERTY, wanted, OLDEST));
    }
    return wanted.equals(OLDEST);
  }

  /** The version of the API server. */
  String version() {
    return older.orElse(current).version();
  }

  /** One of the programs, such as {@code kubectl}. */
  Path program(String name) {
    return older.filter(programs -> programs.names().contains(name)).orElse(current).program(name);
  }

  /** Makes a link to each program in an existing directory. */
  void linkInto(Path directory) throws IOException {
    for (String name : current.names()) {
      Files.createSymbolicLink(directory.resolve(name), program(name));
    }
  }
}
