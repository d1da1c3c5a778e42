package io.langop.operator.cli.allowlist;

import io.langop.operator.cli.input.FileProblem;
import io.langop.operator.cli.input.ManifestReader;
import io.langop.operator.cli.input.UnreadableManifestException;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A list that is in a file: as plain text, or in the manifest of the ConfigMap. */
public final class AllowlistFile {

  /** Sixteen times what a ConfigMap can hold. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private static final Pattern CONFIG_MAP =
      Pattern.compile("(?m)^[\\s{,]*\"?kind\"?\\s*:\\s*[\"']?ConfigMap\\b");

  private AllowlistFile() {}

  /**
   * The list as it holds now.
   *
   * @param name of the file; {@code -} is standard input
   * @param key of the ConfigMap
   */
  public static CurrentList list(String name, String key, Session session) {
    return CurrentList.of(read(name, key, session.in()), session.now());
  }

  /**
   * The text of the list.
   *
   * @param name of the file; {@code -} is standard input
   * @param key of the ConfigMap
   */
  public static String read(String name, String key, InputStream standardInput) {
    byte[] content;
    try (InputStream in = name.equals("-") ? standardInput : Files.newInputStream(Path.of(name))) {
      content = in.readNBytes(LARGEST + 1);
    } catch (IOException | InvalidPathException e) {
      throw Failure.usage(
          "The list in file '%s' cannot be read: %s."
              .formatted(Visible.value(name), FileProblem.reason(e)));
    }
    if (content.length > LARGEST) {
      throw Failure.usage(
          "File '%s' is larger than any list can be: a ConfigMap holds at most 1 MiB."
              .formatted(Visible.value(name)));
    }
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      throw Failure.usage(
          "File '%s' is no text in UTF-8, so it is no list.".formatted(Visible.value(name)));
    }
    return CONFIG_MAP.matcher(text).find() ? ofConfigMap(content, name, key) : text;
  }

  private static String ofConfigMap(byte[] manifest, String name, String key) {
    List<String> found = new ArrayList<>();
    try {
      ManifestReader.read(
          new ByteArrayInputStream(manifest),
          document -> {
            if (document instanceof Map<?, ?> map
                && "ConfigMap".equals(map.get("kind"))
                && map.get("data") instanceof Map<?, ?> data
                && data.get(key) instanceof String text) {
              found.add(text);
            }
          });
    } catch (UnreadableManifestException | IOException e) {
      throw Failure.usage(
          "The ConfigMap in file '%s' cannot be read: %s."
              .formatted(Visible.value(name), Visible.value(e.getMessage())));
    }
    if (found.size() != 1) {
      throw Failure.usage(
          "File '%s' has %s with the key '%s'; it needs one, or only the lines of the list."
              .formatted(
                  Visible.value(name),
                  found.isEmpty() ? "no ConfigMap" : found.size() + " ConfigMaps",
                  Visible.value(key)));
    }
    return found.get(0);
  }

  /** Asks for such a list, to decide by it instead of by the one in force. */
  public static final class Option {

    @CommandLine.Option(
        names = "--file",
        paramLabel = "ALLOWLIST",
        description = "Decide by this list: one entry a line, or the manifest of the ConfigMap")
    private String file;

    /** Null when none was given; {@code -} is standard input. */
    public String file() {
      return file;
    }
  }
}
