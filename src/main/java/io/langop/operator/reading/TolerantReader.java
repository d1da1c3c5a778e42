package io.langop.operator.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.image.VisibleText;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a custom resource whatever is in it. One that its class cannot take becomes a resource
 * without a spec that says why, since the client gives up a whole list, or a whole watch, for one
 * object that it cannot read.
 */
final class TolerantReader extends DelegatingDeserializer {

  private static final long serialVersionUID = 1L;

  private static final String METADATA = "metadata";
  private static final String SPEC = "spec";
  private static final String STATUS = "status";
  private static final int MAX_PATH = 300;

  TolerantReader(JsonDeserializer<?> reader) {
    super(reader);
  }

  @Override
  protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
    return new TolerantReader(reader);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    try (TokenBuffer object = context.bufferAsCopyOfValue(parser)) {
      try {
        CustomResource<?, ?> resource = read(object.asParserOnFirstToken(), context);
        Optional<String> missing =
            Marks.unreadable(resource).isPresent()
                ? Optional.empty()
                : RequiredFields.missing(resource);
        return missing.isPresent() ? withoutSpec(object, missing.get(), context) : resource;
      } catch (IOException | RuntimeException e) {
        return readable(object, e, context);
      }
    }
  }

  private CustomResource<?, ?> read(JsonParser parser, DeserializationContext context)
      throws IOException {
    return (CustomResource<?, ?>) super.deserialize(parser, context);
  }

  /**
   * What can be read of an object that cannot be read as a whole. The status of a workload is
   * written anew if need be; that of a PowerTool says how far its run is, so it is not replaced.
   */
  private CustomResource<?, ?> readable(
      TokenBuffer object, Exception error, DeserializationContext context) throws IOException {
    ObjectNode tree = tree(object, context);
    boolean statusMayGo = handledType() != PowerTool.class;
    if (statusMayGo && tree.remove(STATUS) != null) {
      Optional<CustomResource<?, ?>> rest = attempt(tree, context);
      if (rest.isPresent() && RequiredFields.missing(rest.get()).isEmpty()) {
        return rest.get();
      }
    }
    return withoutSpec(object, reason(error), context);
  }

  private CustomResource<?, ?> withoutSpec(
      TokenBuffer object, String reason, DeserializationContext context) throws IOException {
    ObjectNode tree = tree(object, context);
    tree.remove(SPEC);
    ObjectNode metadata =
        tree.get(METADATA) instanceof ObjectNode given ? given : tree.putObject(METADATA);
    metadata.put(Marks.UNREADABLE, reason);
    Optional<CustomResource<?, ?>> withStatus = attempt(tree, context);
    if (withStatus.isPresent()) {
      return withStatus.get();
    }
    tree.remove(STATUS);
    Optional<CustomResource<?, ?>> withMetadata = attempt(tree, context);
    if (withMetadata.isPresent()) {
      return withMetadata.get();
    }
    ObjectNode identity = context.getNodeFactory().objectNode();
    identity.set(METADATA, Identity.of(metadata));
    return read(parser(identity, context), context);
  }

  private Optional<CustomResource<?, ?>> attempt(ObjectNode tree, DeserializationContext context) {
    try {
      return Optional.of(read(parser(tree, context), context));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // the caller tries less
    }
  }

  private static ObjectNode tree(TokenBuffer object, DeserializationContext context)
      throws IOException {
    return context.readTree(object.asParserOnFirstToken()) instanceof ObjectNode tree
        ? tree
        : context.getNodeFactory().objectNode();
  }

  private static JsonParser parser(ObjectNode tree, DeserializationContext context)
      throws IOException {
    JsonParser parser = new TreeTraversingParser(tree, context.getParser().getCodec());
    parser.nextToken();
    return parser;
  }

  private static String reason(Exception error) {
    if (error instanceof JsonMappingException mapping) {
      String path =
          mapping.getPath().stream()
              .map(
                  place ->
                      place.getFieldName() == null
                          ? "[" + place.getIndex() + "]"
                          : "." + place.getFieldName())
              .collect(Collectors.joining())
              .replaceFirst("^[.]", "");
      return VisibleText.of(path, MAX_PATH) + ": " + VisibleText.of(mapping.getOriginalMessage());
    }
    return VisibleText.of(String.valueOf(error.getMessage()));
  }
}
