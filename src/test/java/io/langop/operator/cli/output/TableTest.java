package io.langop.operator.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.output.Listing.Column;
import io.langop.operator.cli.output.Style.Level;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {

  private static String table(List<String> rows, boolean fancy) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SafePrintStream out = new SafePrintStream(bytes);
        Table<String> table =
            new Table<>(
                List.of(
                    Column.of("NAME", row -> row, row -> Level.GOOD),
                    Column.of("NONE", row -> ""),
                    Column.wide("WIDE", row -> "w"),
                    Column.of("LAST", row -> "x")),
                false,
                out,
                new Style(fancy))) {
      rows.forEach(table::add);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void columnsLineUpAndNoLineEndsInSpace() {
    assertThat(table(List.of("a", "bbbbb"), false))
        .isEqualTo(
            """
            NAME    NONE   LAST
            a              x
            bbbbb          x
            """);
  }

  @Test
  void coloursDoNotCountAsWidth() {
    // When
    String coloured = table(List.of("a", "bbbbb"), true);

    // Then
    assertThat(coloured).contains("\u001b[32ma\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(table(List.of("a", "bbbbb"), false));
  }

  @Test
  void nothingIsPrintedForNothing() {
    assertThat(table(List.of(), false)).isEmpty();
  }

  @Test
  void thereMayBeAnyNumberOfRowsUnderOneHeader() {
    // When
    String table = table(IntStream.range(0, 1234).mapToObj(Integer::toString).toList(), false);

    // Then
    assertThat(table.lines()).hasSize(1235);
    assertThat(table.lines().filter(line -> line.startsWith("NAME"))).hasSize(1);
  }

  @Test
  void foreignTextStaysInItsCell() {
    assertThat(table(List.of("a\nb\u001b[2J\u202e" + "c".repeat(500)), false))
        .contains("a\\nb\\u001b[2J\\u202eccc")
        .contains("c…")
        .hasLineCount(2);
  }
}
