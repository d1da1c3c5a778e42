package io.langop.operator.reading;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Objects;
import java.util.Optional;

/**
 * What the operator noted on an object while it read it. The notes stand in the metadata as fields
 * of no Kubernetes object, which the API server lets nobody store; so authors cannot fake them.
 */
public final class Marks {

  static final String TRIMMED = "trimmed";
  static final String UNREADABLE = "unreadable";

  /** The number of the copy that has only the metadata. */
  static final int BARE = 2;

  private Marks() {}

  /** Whether the object is so large that only what decisions need was kept of it, if so much. */
  public static boolean isTrimmed(HasMetadata object) {
    return object.getMetadata().getAdditionalProperties().containsKey(TRIMMED);
  }

  /** Whether even that was too large, so that only its metadata was kept. */
  public static boolean isBare(HasMetadata object) {
    return object.getMetadata().getAdditionalProperties().get(TRIMMED) instanceof Number copy
        && copy.intValue() >= BARE;
  }

  /** Whether the spec of a resource could be read, so that it can be acted upon. */
  public static boolean isReadable(CustomResource<?, ?> resource) {
    return resource.getSpec() != null;
  }

  /** Why the spec of the object could not be read; empty when it could. */
  public static Optional<String> unreadable(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAdditionalProperties().get(UNREADABLE))
        .map(Objects::toString);
  }
}
