package io.langop.operator.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
}
