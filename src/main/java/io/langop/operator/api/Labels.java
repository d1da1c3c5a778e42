package io.langop.operator.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** The labels of what the operator creates. */
public final class Labels {

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String OPERATOR = "language-operator";

  /** Annotation: how many pods a Deployment had before the revocation policy stopped it. */
  public static final String REPLICAS_BEFORE_STOP = "langop.io/replicas-before-revocation";

  /** Annotation: why the operator scaled a Deployment to zero. */
  public static final String STOPPED_BECAUSE = "langop.io/stopped-because";

  /** Annotation: the names of the volumes of a Deployment whose images its author asked for. */
  public static final String IMAGE_VOLUMES = "langop.io/image-volumes";

  private static final String APP = "app";
  private static final String NAME = "app.kubernetes.io/name";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final String PART_OF = "app.kubernetes.io/part-of";

  private Labels() {}

  /** All labels of an object that belongs to {@code owner}. */
  public static Map<String, String> of(HasMetadata owner, String component) {
    String name = owner.getMetadata().getName();
    return Map.of(
        APP, name,
        NAME, "language-" + component,
        INSTANCE, name,
        MANAGED_BY, OPERATOR,
        PART_OF, OPERATOR,
        COMPONENT, component);
  }

  /** The labels that select the pods of {@code owner}; they never change. */
  public static Map<String, String> selector(HasMetadata owner, String component) {
    String name = owner.getMetadata().getName();
    return Map.of(APP, name, INSTANCE, name, COMPONENT, component);
  }

  /** Selects everything that belongs to one kind. */
  public static String selectorOf(String component) {
    return MANAGED_BY + "=" + OPERATOR + "," + COMPONENT + "=" + component;
  }
}
