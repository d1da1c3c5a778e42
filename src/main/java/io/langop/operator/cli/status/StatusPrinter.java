package io.langop.operator.cli.status;

import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.Json;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.output.Yaml;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints the status of one resource, and again only if it reads differently. */
final class StatusPrinter {

  private final KindView view;
  private final Format format;
  private final PrintStream out;
  private final Style style;
  private Map<String, Object> last;

  StatusPrinter(KindView view, Format format, PrintStream out, Style style) {
    this.view = view;
    this.format = format;
    this.out = out;
    this.style = style;
  }

  void print(Report report) {
    Listing<Report> listing = view.listing(true);
    Map<String, Object> tree = listing.tree(report);
    if (tree.equals(last)) {
      return;
    }
    boolean again = last != null;
    last = tree;
    switch (format) {
      case json -> Json.print(tree, out);
      case yaml -> {
        if (again) {
          out.println("---");
        }
        Yaml.print(tree, out);
      }
      case name -> out.println(Visible.message(listing.name(report)));
      default -> {
        if (again) {
          out.println();
        }
        List<String> lines = new ArrayList<>(report.lines(style));
        lines.addAll(view.appendix(report, format == Format.wide, style));
        lines.forEach(out::println);
      }
    }
    out.flush();
  }
}
