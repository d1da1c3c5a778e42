package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads an object of the client's model, which begins with an empty list or map for each field that
 * can hold one, made to be changed; these make up half of an object in memory. Here they are as
 * small as they can be, and cannot be changed.
 */
final class CompactReader extends DelegatingDeserializer {

  private static final long serialVersionUID = 1L;

  /**
   * Maps with more entries stay as they are: finding a key in an unchangeable one takes a look at
   * all keys with the same hash, and authors of objects can choose thousands of such keys.
   */
  private static final int MOST_ENTRIES = 32;

  private final transient List<Container> containers;

  /** A property that holds a list or a map. */
  private record Container(AnnotatedMember getter, AnnotatedMember setter) {

    void compact(Object object) {
      Object value = getter.getValue(object);
      if (value instanceof List<?> list) {
        setter.setValue(object, unchangeable(list));
      } else if (value instanceof Map<?, ?> map) {
        setter.setValue(object, unchangeable(map));
      }
    }
  }

  /* Loops, not streams: most lists and maps are empty, and there are dozens in an object. */

  /** An unchangeable copy, if there can be one. */
  private static List<?> unchangeable(List<?> list) {
    for (Object element : list) {
      if (element == null) {
        return list;
      }
    }
    return List.copyOf(list);
  }

  /** An unchangeable copy, if there can be one. */
  static <K, V> Map<K, V> unchangeable(Map<K, V> map) {
    if (map.size() > MOST_ENTRIES) {
      return map;
    }
    for (Map.Entry<K, V> entry : map.entrySet()) {
      if (entry.getKey() == null || entry.getValue() == null) {
        return map;
      }
    }
    return Map.copyOf(map);
  }

  private CompactReader(JsonDeserializer<?> reader, List<Container> containers) {
    super(reader);
    this.containers = containers;
  }

  /** {@code reader}, unless there is nothing to save. */
  static JsonDeserializer<?> of(JsonDeserializer<?> reader, BeanDescription bean) {
    List<Container> containers = new ArrayList<>();
    for (BeanPropertyDefinition property : bean.findProperties()) {
      if (property.hasGetter()
          && property.hasSetter()
          && isContainer(property.getRawPrimaryType())) {
        containers.add(new Container(property.getGetter(), property.getSetter()));
      }
    }
    AnnotatedMember others = bean.findAnyGetter();
    AnnotatedMethod setter = bean.findMethod("setAdditionalProperties", new Class<?>[] {Map.class});
    if (others != null && setter != null) {
      containers.add(new Container(others, setter));
    }
    return containers.isEmpty() ? reader : new CompactReader(reader, containers);
  }

  private static boolean isContainer(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  @Override
  protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
    return new CompactReader(reader, containers);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    Object object = super.deserialize(parser, context);
    if (object != null) {
      for (Container container : containers) {
        container.compact(object);
      }
    }
    return object;
  }
}
