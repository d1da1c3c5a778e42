package io.langop.operator.cli.command;

import picocli.CommandLine.Option;

/** A report for build servers, beside the result. */
public final class JUnitOption {

  @Option(
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
