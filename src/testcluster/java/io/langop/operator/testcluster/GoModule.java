package io.langop.operator.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Go module that names the tools of a product and their versions.
 *
 * @param product what it builds
 * @param directory where its {@code go.mod} and {@code go.sum} are
 * @param goVersion the oldest Go that builds it, such as {@code 1.26.0}
 * @param version the product's version, such as {@code v1.36.3}
 */
record GoModule(GoProduct product, Path directory, String goVersion, String version) {
  private static final Pattern GO = Pattern.compile("(?m)^go (\\S+)$");

  static GoModule of(GoProduct product, Path directory) {
    Pattern required =
        Pattern.compile(
            "(?m)^\\s*(?:require )?%s (v\\d+\\.\\d+\\.\\d+)\\b"
                .formatted(Pattern.quote(product.module())));
    try {
      String mod = Files.readString(directory.resolve("go.mod"));
      return new GoModule(product, directory, first(GO, mod), first(required, mod));
    } catch (IOException e) {
      throw new ClusterException(
          "The Go module of %s cannot be read in %s".formatted(product.title(), directory), e);
    }
  }

  /** The product with its version, as people call it. */
  String title() {
    return product.title() + " " + version;
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new ClusterException("go.mod has no line like " + pattern);
    }
    return matcher.group(1);
  }

  /**
   * Changes whenever other binaries would come out, so that an old cache is never taken for a new
   * one.
   */
  String key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Files.readAllBytes(directory.resolve("go.mod")));
      digest.update(Files.readAllBytes(directory.resolve("go.sum")));
      String others =
          String.join(
              "\n",
              product.linkerFlags(version),
              System.getProperty("os.name"),
              System.getProperty("os.arch"));
      digest.update(String.join("\n", product.leftOut()).getBytes(StandardCharsets.UTF_8));
      digest.update(others.getBytes(StandardCharsets.UTF_8));
      String hash = HexFormat.of().formatHex(digest.digest());
      return version + "-" + hash.substring(0, 12);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
