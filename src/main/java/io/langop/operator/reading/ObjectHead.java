package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The apiVersion and kind of an object, read before the rest of it. The API server writes them
 * first.
 *
 * @param apiVersion {@code null} if the object does not begin with it
 * @param kind {@code null} if the object does not begin with it
 * @param whole reads the object from its start, what was read to find this out included
 */
record ObjectHead(String apiVersion, String kind, JsonParser whole) {

  private static final String API_VERSION = "apiVersion";
  private static final String KIND = "kind";
  private static final Set<String> HEAD = Set.of(API_VERSION, KIND);

  /**
   * @param parser at the start of an object
   */
  static ObjectHead read(JsonParser parser) throws IOException {
    TokenBuffer head = new TokenBuffer(parser);
    String apiVersion = null;
    String kind = null;
    head.copyCurrentEvent(parser);
    while (parser.nextToken() == JsonToken.FIELD_NAME && HEAD.contains(parser.currentName())) {
      boolean isKind = KIND.equals(parser.currentName());
      head.copyCurrentEvent(parser);
      parser.nextToken();
      if (isKind) {
        kind = parser.getValueAsString();
      } else {
        apiVersion = parser.getValueAsString();
      }
      head.copyCurrentStructure(parser);
    }
    JsonParser whole =
        JsonParserSequence.createFlattened(true, head.asParser(parser.getCodec()), parser);
    whole.nextToken();
    return new ObjectHead(apiVersion, kind, whole);
  }

  /** What is kept of the object, if it is of a watched kind. */
  Optional<Shape> shape() {
    return Shape.ofKind(apiVersion, kind);
  }
}
