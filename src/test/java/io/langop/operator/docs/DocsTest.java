package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing in the documentation leads nowhere. */
class DocsTest {
  private static final List<String> AT_THE_ROOT =
      List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md");

  @Test
  void everyRelativeLinkResolves() throws IOException {
    // Given
    List<String> broken = new ArrayList<>();

    // When
    for (Path page : pages()) {
      for (String link :
          Sources.find("\\]\\(((?!https?:|mailto:)[^)\\s]+)\\)", Sources.read(page))) {
        if (!resolves(page, link)) {
          broken.add(page + ": " + link);
        }
      }
    }

    // Then
    assertThat(broken).isEmpty();
  }

  @Test
  void everyFileThatIsNamedExists() throws IOException {
    // Given
    List<String> missing = new ArrayList<>();

    // When
    for (Path page : pages()) {
      for (String file :
          Sources.find(
              "(?<![\\w/.-])((?:src|scripts|docs|examples|\\.ci)/[\\w./-]*[\\w-])",
              Sources.read(page).replaceAll("\\]\\([^)]*\\)", "]"))) {
        if (!Files.exists(Path.of(file))) {
          missing.add(page + ": " + file);
        }
      }
    }

    // Then
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, blocked-agent.yaml",
    "docs/getting-started.md, powertool.yaml",
    "docs/profiler-image-security.md, powertool.yaml"
  })
  void theExamplesOfAPageAreThoseOfTheDemo(Path page, String name) {
    // Given
    String example = Sources.read(Path.of("examples", name));

    // When
    String manifest = example.substring(example.indexOf("apiVersion"));

    // Then
    assertThat(Sources.read(page)).contains(manifest);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(AT_THE_ROOT.stream().map(Path::of), docs)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static boolean resolves(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path directory = page.getParent() == null ? Path.of("") : page.getParent();
    Path target = parts[0].isEmpty() ? page : directory.resolve(parts[0]).normalize();
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** As a page's headings are linked to: lower case, words joined by dashes, no punctuation. */
  private static List<String> anchors(Path page) {
    return Sources.read(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
