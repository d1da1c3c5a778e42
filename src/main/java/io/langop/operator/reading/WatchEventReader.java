package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.WatchEvent;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads what a watch brings: of an object of a watched kind only what the operator keeps is made
 * into Java objects, and at once into the class of its informer.
 */
final class WatchEventReader extends StdDeserializer<WatchEvent> {

  private static final long serialVersionUID = 1L;

  WatchEventReader() {
    super(WatchEvent.class);
  }

  @Override
  public WatchEvent deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    WatchEvent event = new WatchEvent();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if ("type".equals(field)) {
        event.setType(parser.getText());
      } else if ("object".equals(field) && value == JsonToken.START_OBJECT) {
        event.setObject(object(parser));
      } else {
        parser.skipChildren();
      }
    }
    return event;
  }

  private static KubernetesResource object(JsonParser parser) throws IOException {
    ObjectHead head = ObjectHead.read(parser);
    Optional<Shape> shape = head.shape();
    if (shape.isPresent()) {
      try (TokenBuffer trimmed = Trimmer.trim(head.whole(), shape.get())) {
        return read(trimmed, parser, shape.get().type());
      }
    }
    try (TokenBuffer all = new TokenBuffer(parser)) {
      all.copyCurrentStructure(head.whole());
      return read(all, parser, KubernetesResource.class);
    }
  }

  private static <T> T read(TokenBuffer tokens, JsonParser parser, Class<T> type)
      throws IOException {
    return parser.getCodec().readValue(tokens.asParser(parser.getCodec()), type);
  }
}
