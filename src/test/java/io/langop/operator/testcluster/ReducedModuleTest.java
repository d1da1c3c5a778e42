package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReducedModuleTest {
  private static final GoModule MODULE =
      GoModule.of(GoProduct.PROMETHEUS, ProjectDirectory.root().resolve("src/test/prometheus"));

  @TempDir Path directory;

  @Test
  void theCopyLacksWhatIsLeftOutAndNothingElse() throws IOException {
    // Given
    Path sources = Files.createDirectories(directory.resolve("module/plugins")).getParent();
    Files.writeString(sources.resolve("main.go"), "package main\n");
    Files.writeString(sources.resolve("plugins/plugins.go"), "package plugins\n");
    Files.writeString(sources.resolve("plugins/minimum.go"), "package plugins\n");

    // When
    Path mod =
        new ReducedModule(MODULE, Files.createDirectory(directory.resolve("reduced")))
            .from(sources);

    // Then
    Path copy = mod.resolveSibling("sources");
    assertThat(copy.resolve("main.go")).hasContent("package main");
    assertThat(copy.resolve("plugins/minimum.go")).exists();
    assertThat(copy.resolve("plugins/plugins.go")).doesNotExist();
    assertThat(sources.resolve("plugins/plugins.go")).exists();
    assertThat(mod)
        .content()
        .endsWith("replace github.com/prometheus/prometheus => " + copy + System.lineSeparator());
    assertThat(mod.resolveSibling("go.sum"))
        .hasSameTextualContentAs(MODULE.directory().resolve("go.sum"));
  }
}
