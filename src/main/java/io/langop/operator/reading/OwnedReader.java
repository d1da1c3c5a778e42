package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads Deployments, Services and pods. Equal sets of owned fields are kept once: most Deployments
 * own the same fields of their specs, and the names of these fields weigh as much as the spec
 * itself. An object that its class cannot take is reduced to its metadata, so that it fails nothing
 * but the reconciliation of its owner.
 */
final class OwnedReader extends DelegatingDeserializer {

  private static final long serialVersionUID = 1L;

  /** Specs differ in which fields they have, but not in very many ways. */
  private static final int SHARED_SHAPES = 200;

  private static final String METADATA = "metadata";
  private static final String SPEC = "f:spec";
  private static final String METADATA_FIELDS = "f:metadata";
  private static final String LABELS = "f:labels";

  private static final class Shapes extends LinkedHashMap<Object, Object> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
      return size() > SHARED_SHAPES;
    }
  }

  private final Shapes shapes = new Shapes();

  OwnedReader(JsonDeserializer<?> reader) {
    super(reader);
  }

  @Override
  protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
    return new OwnedReader(reader);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    try (TokenBuffer tokens = context.bufferAsCopyOfValue(parser)) {
      HasMetadata object = read(tokens, context);
      if (object.getMetadata() != null && object.getMetadata().getManagedFields() != null) {
        object.getMetadata().getManagedFields().forEach(this::share);
      }
      return object;
    }
  }

  private HasMetadata read(TokenBuffer tokens, DeserializationContext context) throws IOException {
    try {
      return (HasMetadata) super.deserialize(tokens.asParserOnFirstToken(), context);
    } catch (IOException | RuntimeException e) {
      return readBare(context.readTree(tokens.asParserOnFirstToken()), context);
    }
  }

  private HasMetadata readBare(JsonNode tree, DeserializationContext context) throws IOException {
    ObjectNode bare = context.getNodeFactory().objectNode();
    if (tree.get(METADATA) instanceof ObjectNode metadata) {
      bare.set(METADATA, metadata.put(Marks.TRIMMED, Marks.BARE));
      try {
        return read(bare, context);
      } catch (IOException | RuntimeException e) {
        // its metadata is at fault too
      }
    }
    bare.set(METADATA, Identity.of(tree.get(METADATA)).put(Marks.TRIMMED, Marks.BARE));
    return read(bare, context);
  }

  /** The class knows its own type. */
  private HasMetadata read(ObjectNode tree, DeserializationContext context) throws IOException {
    JsonParser parser = tree.traverse(context.getParser().getCodec());
    parser.nextToken();
    return (HasMetadata) super.deserialize(parser, context);
  }

  private Object shared(String field, Object shape) {
    return shapes.computeIfAbsent(shape, own -> own);
  }

  private void share(ManagedFieldsEntry entry) {
    if (entry.getFieldsV1() != null) {
      Map<String, Object> fields =
          new LinkedHashMap<>(entry.getFieldsV1().getAdditionalProperties());
      synchronized (shapes) {
        fields.computeIfPresent(SPEC, this::shared);
        if (fields.get(METADATA_FIELDS) instanceof Map<?, ?> metadata) {
          @SuppressWarnings("unchecked") // names of fields
          Map<String, Object> named = (Map<String, Object>) metadata;
          named.computeIfPresent(LABELS, this::shared);
        }
      }
      entry.getFieldsV1().setAdditionalProperties(CompactReader.unchangeable(fields));
    }
  }
}
