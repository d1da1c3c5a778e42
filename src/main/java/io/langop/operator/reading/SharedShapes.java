package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps equal sets of owned fields once. Most Deployments own the same fields of their specs, and
 * the names of these fields weigh as much as the spec itself.
 */
final class SharedShapes extends DelegatingDeserializer {

  private static final long serialVersionUID = 1L;

  /** Specs differ in which fields they have, but not in very many ways. */
  private static final int SHARED_SHAPES = 200;

  private static final String SPEC = "f:spec";

  private static final class Shapes extends LinkedHashMap<Object, Object> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
      return size() > SHARED_SHAPES;
    }
  }

  private final Shapes shapes = new Shapes();

  SharedShapes(JsonDeserializer<?> reader) {
    super(reader);
  }

  @Override
  protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
    return new SharedShapes(reader);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    HasMetadata object = (HasMetadata) super.deserialize(parser, context);
    if (object.getMetadata() != null) {
      object.getMetadata().getManagedFields().forEach(this::share);
    }
    return object;
  }

  private void share(ManagedFieldsEntry entry) {
    if (entry.getFieldsV1() != null) {
      synchronized (shapes) {
        entry
            .getFieldsV1()
            .getAdditionalProperties()
            .computeIfPresent(SPEC, (field, shape) -> shapes.computeIfAbsent(shape, own -> own));
      }
    }
  }
}
