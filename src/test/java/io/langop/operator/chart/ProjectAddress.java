package io.langop.operator.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the project is published, as the pom says. */
final class ProjectAddress {
  private static final Pattern PROPERTY =
      Pattern.compile("<project\\.address>([^<]+)</project\\.address>");

  private ProjectAddress() {}

  static String value() {
    try {
      Matcher matcher = PROPERTY.matcher(Files.readString(Path.of("pom.xml")));
      if (!matcher.find()) {
        throw new IllegalStateException("pom.xml has no property project.address");
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
