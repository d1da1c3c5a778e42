package io.langop.operator.api;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Walks a generated schema together with the Java type that reads it. The schema alone says too
 * little: an {@code Integer} and a {@code Long} are both {@code integer} there.
 */
final class SchemaWalk {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A place in a schema.
   *
   * @param path such as {@code spec.env[].value}; {@code {}} stands for the values of a map
   * @param type what Jackson makes of it
   */
  record Node(String path, JSONSchemaProps schema, JavaType type) {

    Class<?> javaClass() {
      return type.getRawClass();
    }
  }

  private SchemaWalk() {}

  /** Shows every node to the visitor, parents first. */
  static void walk(String path, JSONSchemaProps schema, Class<?> type, Consumer<Node> visitor) {
    walk(new Node(path, schema, MAPPER.constructType(type)), visitor);
  }

  private static void walk(Node node, Consumer<Node> visitor) {
    visitor.accept(node);
    JSONSchemaProps schema = node.schema();
    if (schema.getItems() != null) {
      JavaType items = node.type().getContentType();
      walk(new Node(node.path() + "[]", schema.getItems().getSchema(), items), visitor);
    }
    if (schema.getAdditionalProperties() != null) {
      JavaType values = node.type().getContentType();
      walk(
          new Node(node.path() + "{}", schema.getAdditionalProperties().getSchema(), values),
          visitor);
    }
    if (schema.getProperties() != null) {
      Map<String, JavaType> types = properties(node);
      schema
          .getProperties()
          .forEach(
              (name, property) ->
                  walk(new Node(node.path() + "." + name, property, types.get(name)), visitor));
    }
  }

  private static Map<String, JavaType> properties(Node node) {
    BeanDescription bean = MAPPER.getDeserializationConfig().introspect(node.type());
    Map<String, JavaType> types = new HashMap<>();
    for (BeanPropertyDefinition property : bean.findProperties()) {
      types.put(property.getName(), property.getPrimaryType());
    }
    return types;
  }
}
