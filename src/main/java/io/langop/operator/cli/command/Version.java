package io.langop.operator.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Reads the version from what Maven puts into every JAR. */
public final class Version implements IVersionProvider {

  private static final String POM = "/META-INF/maven/io.langop/language-operator/pom.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"aictl " + number()};
  }

  /** Such as {@code 0.2.0}. */
  public static String number() {
    Properties pom = new Properties();
    try (InputStream content = Version.class.getResourceAsStream(POM)) {
      if (content != null) { // there is none before it is packaged
        pom.load(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pom.getProperty("version", "(not packaged)");
  }
}
