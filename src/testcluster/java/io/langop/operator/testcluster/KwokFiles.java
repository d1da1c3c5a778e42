package io.langop.operator.testcluster;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what {@code kwokctl} has written down about a cluster. */
final class KwokFiles {
  private KwokFiles() {}

  /** The components with their {@code name}, {@code binary} and {@code args}. */
  static List<Map<?, ?>> components(Path clusterDirectory) {
    try {
      String all = Files.readString(clusterDirectory.resolve("kwok.yaml"));
      String first = all.split("(?m)^---$", 2)[0];
      Map<?, ?> configuration = Serialization.unmarshal(first, Map.class);
      List<?> components = (List<?>) configuration.get("components");
      return components.stream()
          .map(component -> (Map<?, ?>) component)
          .collect(Collectors.toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
