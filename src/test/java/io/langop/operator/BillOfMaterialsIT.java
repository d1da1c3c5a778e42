package io.langop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.langop.operator.testcluster.ProjectDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bill of materials that the images carry names every library in them. */
@Tag("jvm")
class BillOfMaterialsIT {
  private static final Path LIBRARIES = ProjectDirectory.root().resolve("target/quarkus-app/lib");

  @Test
  void namesEveryLibrary() throws IOException {
    assertThat(libraries()).isNotEmpty().isSubsetOf(components());
  }

  private static Set<String> libraries() throws IOException {
    try (Stream<Path> files = Files.walk(LIBRARIES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".jar"))
          .collect(Collectors.toSet());
    }
  }

  /* As Quarkus names the files of libraries. */
  private static Set<String> components() throws IOException {
    JsonNode bill =
        new ObjectMapper().readTree(ProjectDirectory.root().resolve("target/bom.json").toFile());
    return bill.path("components")
        .valueStream()
        .map(
            component ->
                "%s.%s-%s.jar"
                    .formatted(
                        component.path("group").asText(),
                        component.path("name").asText(),
                        component.path("version").asText()))
        .collect(Collectors.toSet());
  }
}
