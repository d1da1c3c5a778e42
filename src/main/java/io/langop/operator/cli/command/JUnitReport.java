package io.langop.operator.cli.command;

import io.langop.operator.cli.input.FileProblem;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Passed and failed cases in the XML that build servers read. All cases are kept until the end,
 * because their numbers come first in the file.
 */
public final class JUnitReport {

  private enum Outcome {
    PASSED,
    FAILURE,
    ERROR
  }

  private record Case(String group, String name, Outcome outcome, String message) {

    String xml() {
      String start =
          "    <testcase classname=\"%s\" name=\"%s\"".formatted(escaped(group), escaped(name));
      if (outcome == Outcome.PASSED) {
        return start + "/>\n";
      }
      String element = outcome == Outcome.FAILURE ? "failure" : "error";
      return "%s>\n      <%s message=\"%s\"/>\n    </testcase>\n"
          .formatted(start, element, escaped(message));
    }
  }

  private final String name;
  private final String file;
  private final List<Case> cases = new ArrayList<>();

  /**
   * @param file {@code null} if nobody wants the report
   */
  public JUnitReport(String name, String file) {
    this.name = name;
    this.file = file;
  }

  public void passed(String group, String name) {
    add(new Case(group, name, Outcome.PASSED, ""));
  }

  /** A case that did not end as it should. */
  public void failed(String group, String name, String message) {
    add(new Case(group, name, Outcome.FAILURE, message));
  }

  /** A case that could not be looked at. */
  public void error(String group, String name, String message) {
    add(new Case(group, name, Outcome.ERROR, message));
  }

  private void add(Case one) {
    if (file != null) {
      cases.add(one);
    }
  }

  /** Writes the file, if it is wanted. */
  public void write() {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(Path.of(file), xml(), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw Failure.usage(
          "The report cannot be written to file '%s': %s."
              .formatted(Visible.value(file), FileProblem.reason(e)));
    }
  }

  private String xml() {
    String numbers =
        "tests=\"%d\" failures=\"%d\" errors=\"%d\""
            .formatted(cases.size(), count(Outcome.FAILURE), count(Outcome.ERROR));
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites name=\"%s\" %s>\n".formatted(name, numbers));
    xml.append("  <testsuite name=\"%s\" %s>\n".formatted(name, numbers));
    cases.forEach(one -> xml.append(one.xml()));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private long count(Outcome outcome) {
    return cases.stream().filter(one -> one.outcome() == outcome).count();
  }

  /** Control characters, which XML cannot have, are made visible before. */
  private static String escaped(String text) {
    return Visible.message(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Asks for a report, beside the result. */
  public static final class Option {

    @CommandLine.Option(
        names = "--junit",
        paramLabel = "FILE",
        description = "Also write a JUnit report to this file, for build servers")
    private String file;

    /**
     * A report that is only kept and written if it was asked for.
     *
     * @param name of the whole report
     */
    public JUnitReport report(String name) {
      return new JUnitReport(name, file);
    }
  }
}
