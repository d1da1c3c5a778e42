package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.CommandTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands of the reference page are made from the commands themselves. */
class CliReferenceTest {
  private static final Path PAGE = Path.of("docs/reference/cli.md");
  private static final String BEGIN = "<!-- made from the commands: do not edit -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void thePageHasEveryCommandAndOption() throws IOException {
    // Given
    String page = Sources.read(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // When
    String commands = CommandTree.markdown();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + commands + page.substring(end));
      return;
    }

    // Then
    assertThat(page.substring(begin, end))
        .describedAs("To repair it: mvn test -Dtest=CliReferenceTest -Ddocs.update=true")
        .isEqualTo(commands);
  }

  @Test
  void everyCommandHasExamples() {
    assertThat(CommandTree.withoutExamples()).isEmpty();
  }
}
