package io.langop.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The differential test: every row of {@code reference-table.tsv} is the verdict of the real
 * library, see {@code src/test/reference-table}.
 */
class ReferenceTableTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  /** One line of the table; the line itself names the row in a failure. */
  record Row(String line, String input, ParsedImage expected) {

    static Row of(String line) {
      String[] columns = line.split("\t", -1);
      String input =
          ESCAPE
              .matcher(columns[0])
              .replaceAll(
                  match ->
                      Matcher.quoteReplacement(
                          String.valueOf((char) Integer.parseInt(match.group(1), 16))));
      return new Row(line, input, expected(columns));
    }

    /**
     * Null stands for invalid. The one deliberate difference is here: the library accepts a dotted
     * first component with an underscore by giving the reference an empty registry, as if the text
     * were a path without a host. A reference without a registry cannot be decided upon, and what a
     * runtime would pull for it is anybody's guess, so for us it is invalid.
     */
    private static ParsedImage expected(String[] columns) {
      boolean valid = columns[1].equals("valid");
      boolean emptyRegistry = valid && columns[2].isEmpty();
      return valid && !emptyRegistry
          ? new ImageReference(columns[2], columns[3], columns[4], columns[5])
          : null;
    }

    @Override
    public String toString() {
      return line;
    }
  }

  static List<Row> rows() throws IOException {
    try (InputStream table = ReferenceTableTest.class.getResourceAsStream("reference-table.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(Row::of)
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void parsesAsTheReferenceLibraryDoes(Row row) {
    // When
    ParsedImage parsed = ImageReference.parse(row.input());

    // Then
    if (row.expected() == null) {
      assertThat(parsed).as(row.line()).isInstanceOf(InvalidImageReference.class);
    } else {
      assertThat(parsed).as(row.line()).isEqualTo(row.expected());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void parsesItsOwnCanonicalFormToTheSameReference(Row row) {
    // Given
    ParsedImage parsed = ImageReference.parse(row.input());

    // When
    String canonical = parsed.toString();

    // Then
    if (parsed instanceof ImageReference) {
      assertThat(ImageReference.parse(canonical)).as(row.line()).isEqualTo(parsed);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void explainsEveryRefusalInOneShortVisibleLine(Row row) {
    // When
    ParsedImage parsed = ImageReference.parse(row.input());

    // Then
    if (parsed instanceof InvalidImageReference invalid) {
      assertThat(invalid.reason()).as(row.line()).isNotBlank().matches("[ -~…]{1,1400}");
    }
  }

  @Test
  void theTableIsLargeAndHasBothVerdicts() throws IOException {
    // When
    List<Row> rows = rows();

    // Then
    assertThat(rows).hasSizeGreaterThan(400);
    assertThat(rows.stream().filter(row -> row.expected() == null).count())
        .isBetween(200L, rows.size() - 200L);
  }
}
