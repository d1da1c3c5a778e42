package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.command.JUnitReport;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.cli.registries.ExpectationFile.Expectation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expectation and what the list decides.
 *
 * @param file that has the expectation
 */
record TestedImage(String file, Expectation expected, CheckedImage checked) {

  boolean passed() {
    return expected.allowed() == checked.verdict().isAllowed()
        && (expected.reason() == null
            || expected.reason().equals(checked.verdict().reason().name()));
  }

  private String source() {
    return file + ":" + expected.line();
  }

  private String decided() {
    return Expectation.shown(checked.verdict().isAllowed(), checked.verdict().reason().name());
  }

  void report(JUnitReport report) {
    String name = expected.image() + " in namespace " + checked.namespace();
    if (passed()) {
      report.passed(file, name);
    } else {
      report.failed(
          file,
          name,
          "%s: expected %s, decided %s. %s"
              .formatted(source(), expected.shown(), decided(), checked.verdict().message()));
    }
  }

  /** How they are shown. */
  record Shown() implements Listing<TestedImage> {

    @Override
    public List<Column<TestedImage>> columns() {
      return List.of(
          Column.of(
              "RESULT",
              row -> row.passed() ? "passed" : "FAILED",
              row -> row.passed() ? Level.GOOD : Level.BAD),
          Column.of("IMAGE", row -> row.expected().image()),
          Column.of("NAMESPACE", row -> row.checked().namespace()),
          Column.of("EXPECTED", row -> row.expected().shown()),
          Column.of("DECIDED", TestedImage::decided),
          Column.of("BECAUSE", row -> row.checked().because()),
          Column.of("SOURCE", TestedImage::source));
    }

    @Override
    public Map<String, Object> tree(TestedImage item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("passed", item.passed());
      tree.put("image", item.expected().image());
      tree.put("namespace", item.checked().namespace());
      tree.put("expectedAllowed", item.expected().allowed());
      tree.put("expectedReason", item.expected().reason());
      tree.put("allowed", item.checked().verdict().isAllowed());
      tree.put("reason", item.checked().verdict().reason().name());
      tree.put("entry", item.checked().entry());
      tree.put("message", item.checked().verdict().message());
      tree.put("file", item.file());
      tree.put("line", item.expected().line());
      return tree;
    }

    @Override
    public String name(TestedImage item) {
      return item.source();
    }
  }
}
