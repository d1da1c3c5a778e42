package io.langop.operator.cli.output;

import io.langop.operator.cli.output.Listing.Column;
import io.langop.operator.cli.output.Style.Level;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows in columns. Widths are known only when rows are, and there may be more rows than
 * memory; so they are taken from some hundred rows at a time and never shrink.
 */
final class Table<T> implements ItemWriter<T> {

  private static final int BATCH = 500;
  private static final String GAP = "   ";

  private record Cell(String text, Level level) {}

  private final List<Column<T>> columns;
  private final PrintStream out;
  private final Style style;
  private final int[] widths;
  private final List<List<Cell>> batch = new ArrayList<>();
  private boolean headerPrinted;

  Table(List<Column<T>> columns, boolean wide, PrintStream out, Style style) {
    this.columns = columns.stream().filter(column -> wide || !column.wide()).toList();
    this.out = out;
    this.style = style;
    this.widths = new int[this.columns.size()];
  }

  @Override
  public void add(T row) {
    batch.add(
        columns.stream()
            .map(
                column -> {
                  String text = Visible.value(column.cell().apply(row));
                  return new Cell(text, column.level().apply(row));
                })
            .toList());
    if (batch.size() >= BATCH) {
      flush();
    }
  }

  @Override
  public void flush() {
    if (batch.isEmpty()) {
      return;
    }
    if (!headerPrinted) {
      headerPrinted = true;
      batch.add(0, columns.stream().map(column -> new Cell(column.header(), Level.NONE)).toList());
    }
    for (List<Cell> row : batch) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).text().length());
      }
    }
    batch.forEach(this::print);
    batch.clear();
    out.flush();
  }

  private void print(List<Cell> row) {
    StringBuilder line = new StringBuilder();
    int pending = 0;
    for (int i = 0; i < widths.length; i++) {
      Cell cell = row.get(i);
      if (!cell.text().isEmpty()) {
        line.append(" ".repeat(pending)).append(style.coloured(cell.level(), cell.text()));
        pending = 0;
      }
      pending += widths[i] - cell.text().length() + GAP.length();
    }
    out.println(line.toString());
  }

  @Override
  public void close() {
    flush();
  }
}
