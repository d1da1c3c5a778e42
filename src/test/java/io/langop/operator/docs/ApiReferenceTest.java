package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The API reference is made from the CRDs that are shipped. */
class ApiReferenceTest {
  private static final Path PAGE = Path.of("docs/reference/api.md");
  private static final String BEGIN = "<!-- made from the CRDs in install.yaml: do not edit -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void thePageHasEveryFieldOfEveryKind() throws IOException {
    // Given
    String page = Sources.read(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // When
    String reference = ApiReference.of(Path.of("install.yaml"));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + reference + page.substring(end));
      return;
    }

    // Then
    assertThat(page.substring(begin, end))
        .describedAs(
            "To repair it, after mvn -DskipTests -Dchart.update package:"
                + " mvn test -Dtest=ApiReferenceTest -Ddocs.update=true")
        .isEqualTo(reference);
  }

  @Test
  void fieldsOfOurOwnAreExplainedAndThoseOfPodsAreLeftToKubernetes() {
    // When
    String reference = ApiReference.of(Path.of("install.yaml"));

    // Then
    assertThat(reference)
        .contains(
            "## LanguageAgent",
            "## LanguageTool",
            "## PowerTool",
            "| `spec.image` | text, required |",
            "| `spec.profiler.tool` |",
            "| `status.targets[].state` |")
        .doesNotContain("spec.affinity.nodeAffinity")
        .containsPattern("\\| `spec.affinity` \\| object \\|.*as in a pod");
  }
}
