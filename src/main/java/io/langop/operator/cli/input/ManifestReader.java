package io.langop.operator.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * Reads the documents of a manifest, YAML or JSON, as maps, lists and texts. Every scalar is a
 * text: what is read here is never a number, and {@code 1.20} has to stay {@code 1.20}.
 */
public final class ManifestReader {

  private static final int DEEPEST = 200;

  private ManifestReader() {}

  /**
   * Passes on one document after the other.
   *
   * @throws UnreadableManifestException when the rest cannot be understood
   */
  public static void read(InputStream stream, Consumer<Object> documents) throws IOException {
    BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
    try {
      if (isJson(in)) {
        readJson(in, documents);
      } else {
        TextYaml.read(new UnicodeReader(in), documents);
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableManifestException(
          "it is no JSON: line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  firstLine(e.getOriginalMessage())),
          e);
    } catch (YAMLException e) {
      throw noYaml(e);
    } catch (StackOverflowError e) {
      throw new UnreadableManifestException("it is nested too deeply", e);
    }
  }

  static UnreadableManifestException noYaml(YAMLException e) {
    if (e instanceof MarkedYAMLException marked) {
      return new UnreadableManifestException(
          "it is no YAML: line %d, column %d: %s"
              .formatted(
                  marked.getProblemMark() == null ? 1 : marked.getProblemMark().getLine() + 1,
                  marked.getProblemMark() == null ? 1 : marked.getProblemMark().getColumn() + 1,
                  firstLine(marked.getProblem())),
          e);
    }
    return new UnreadableManifestException(
        e.getCause() instanceof CharacterCodingException
            ? "it is no text in UTF-8"
            : "it is no YAML: " + firstLine(String.valueOf(e.getMessage())),
        e);
  }

  private static String firstLine(String text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }

  private static boolean isJson(BufferedInputStream in) throws IOException {
    in.mark(8192);
    int c;
    do {
      c = in.read();
    } while (c == ' ' || c == '\t' || c == '\n' || c == '\r');
    int next = in.read();
    while (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
      next = in.read();
    }
    in.reset();
    // A YAML flow mapping may begin like JSON, but not with a quoted key, and a template does not.
    return (c == '{' && (next == '"' || next == '}')) || (c == '[' && (next == '{' || next == ']'));
  }

  private static void readJson(InputStream in, Consumer<Object> documents) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    try (JsonParser parser = factory.createParser(in)) {
      while (parser.nextToken() != null) {
        documents.accept(value(parser));
      }
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }
}
