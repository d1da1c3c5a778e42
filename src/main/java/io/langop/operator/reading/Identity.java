package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What every class can take of the metadata of an object: which object it is. */
final class Identity {

  private static final List<String> TEXTS =
      List.of(
          "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp");

  private static final String GENERATION = "generation";

  private Identity() {}

  /**
   * @param metadata of any type
   */
  static ObjectNode of(JsonNode metadata) {
    ObjectNode identity = JsonNodeFactory.instance.objectNode();
    for (String name : TEXTS) {
      if (metadata != null && metadata.path(name).isTextual()) {
        identity.set(name, metadata.get(name));
      }
    }
    if (metadata != null && metadata.path(GENERATION).canConvertToLong()) {
      identity.set(GENERATION, metadata.get(GENERATION));
    }
    for (String mark : List.of(Marks.TRIMMED, Marks.UNREADABLE)) {
      if (metadata != null && metadata.has(mark)) {
        identity.set(mark, metadata.get(mark));
      }
    }
    return identity;
  }

  /**
   * An object of which not even that is known. No API server stores one: its name would be too
   * long, or its metadata of another type.
   *
   * @param copy the mark that it gets
   */
  static TokenBuffer unknown(int copy) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.putObject("metadata").put(Marks.TRIMMED, copy);
    TokenBuffer tokens = new TokenBuffer(null, false);
    try (JsonParser parser = object.traverse()) {
      parser.nextToken();
      tokens.copyCurrentStructure(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // both are in memory
    }
    return tokens;
  }
}
