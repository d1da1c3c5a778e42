package io.langop.operator.cli.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of an object that are read. The parser skips the others, so that they cost no memory.
 *
 * @param below what is read below each field; empty if all of it is
 */
record Fields(Map<String, Fields> below) {

  /**
   * @param paths names separated by spaces, because names of labels have dots; all that is below
   *     the end of a path is read, and lists are looked through
   */
  static Fields of(String... paths) {
    Fields root = new Fields(new HashMap<>());
    for (String path : paths) {
      Fields place = root;
      for (String name : path.split(" ")) {
        place = place.below.computeIfAbsent(name, field -> new Fields(new HashMap<>()));
      }
    }
    return root;
  }

  /** The value at which the parser is, as maps, lists and texts. */
  Object read(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return object(json);
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(read(json));
      }
      return list;
    }
    return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
  }

  private Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      Fields wanted = below.isEmpty() ? this : below.get(name);
      json.nextToken();
      if (wanted == null) {
        json.skipChildren();
      } else {
        map.put(name, wanted.read(json));
      }
    }
    return map;
  }
}
