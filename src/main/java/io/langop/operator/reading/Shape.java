package io.langop.operator.reading;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.langop.operator.api.Labels;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.pod.WatchedPod;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is kept of the objects of a watched kind, from the richest copy to the poorest. An object is
 * kept whole, but for metadata that nobody uses, as long as it is of an ordinary size; of a larger
 * one only what decisions need is kept; and if that is too large too, only who it is. The last copy
 * of each kind is within its bounds for every object that the API server can store.
 */
enum Shape {
  AGENT(LanguageAgent.class, Parts.WORKLOAD, Parts.DECIDED_WORKLOAD, Parts.LAST),
  TOOL(LanguageTool.class, Parts.WORKLOAD, Parts.DECIDED_WORKLOAD, Parts.LAST),
  POWER_TOOL(PowerTool.class, Parts.RUN, Parts.RUN_WITHOUT_SPEC, Parts.LAST),
  DEPLOYMENT(Deployment.class, Parts.DEPLOYMENT, Parts.ROLLOUT, Parts.OWNED, Parts.LAST),
  SERVICE(Service.class, Parts.SERVICE, Parts.SERVICE_PORTS, Parts.OWNED, Parts.LAST),
  POD(WatchedPod.class, Parts.POD, Parts.POD_WITHOUT_LABELS, Parts.POD_IMAGES, Parts.LAST);

  private final Class<? extends HasMetadata> type;
  private final String apiVersion;
  private final String kind;
  private final String plural;
  private final Kept[] kept;

  Shape(Class<? extends HasMetadata> type, String[]... parts) {
    this.type = type;
    this.apiVersion = HasMetadata.getApiVersion(type);
    this.kind = HasMetadata.getKind(type);
    this.plural = HasMetadata.getPlural(type);
    this.kept = Arrays.stream(parts).map(Kept::of).toArray(Kept[]::new);
  }

  /** The shape of a kind, if it is a watched one. */
  static Optional<Shape> ofKind(String apiVersion, String kind) {
    return Stream.of(values())
        .filter(shape -> shape.apiVersion.equals(apiVersion) && shape.kind.equals(kind))
        .findFirst();
  }

  /** The same by the name that URLs have for the kind. */
  static Optional<Shape> ofPlural(String apiVersion, String plural) {
    return Stream.of(values())
        .filter(shape -> shape.apiVersion.equals(apiVersion) && shape.plural.equals(plural))
        .findFirst();
  }

  /** The class that objects of this kind are read into. */
  Class<? extends HasMetadata> type() {
    return type;
  }

  /** What is kept, from the richest copy to the poorest. */
  Kept[] kept() {
    return kept;
  }

  /** The parts of objects, as {@link Kept#of} reads them. Limits are weights, roughly bytes. */
  private static final class Parts {

    static final String[] IDENTITY = {
      "apiVersion~1024",
      "kind~1024",
      "metadata<131072 name",
      "metadata namespace~1024",
      "metadata uid~1024",
      "metadata resourceVersion~1024",
      "metadata generation~1024",
      "metadata creationTimestamp~1024",
      "metadata deletionTimestamp~1024"
    };

    static final String[] LAST = and(IDENTITY, "metadata<16384 name");

    static final String[] WORKLOAD = and(IDENTITY, "spec<12288", "status<24576");

    static final String[] DECIDED_WORKLOAD =
        and(
            IDENTITY,
            "spec<16384 image",
            "spec replicas",
            "spec volumes image reference",
            "status<24576");

    /** Says how far the run is, and cannot be found out again; so it may weigh what one can. */
    private static final String RUN_STATUS = "status<8388608";

    static final String[] RUN = and(IDENTITY, "spec<32768", RUN_STATUS);

    static final String[] RUN_WITHOUT_SPEC = and(IDENTITY, RUN_STATUS);

    static final String[] OWNED =
        and(
            IDENTITY,
            "metadata labels<8192 app~1024",
            "metadata labels app.kubernetes.io/name~1024",
            "metadata labels app.kubernetes.io/instance~1024",
            "metadata labels app.kubernetes.io/managed-by~1024",
            "metadata labels app.kubernetes.io/part-of~1024",
            "metadata labels app.kubernetes.io/component~1024",
            "metadata annotations<16384 " + Labels.REPLICAS_BEFORE_STOP + "~1024",
            "metadata annotations " + Labels.IMAGE_VOLUMES + "~1024",
            "metadata annotations " + Labels.STOPPED_BECAUSE + "~1024",
            "metadata ownerReferences<16384~4096?controller=true");

    private static final String OWN_FIELDS =
        "metadata managedFields<32768?manager=" + Labels.OPERATOR;

    static final String[] DEPLOYMENT = and(OWNED, OWN_FIELDS, "spec<24576", "status<16384");

    static final String[] ROLLOUT =
        and(
            OWNED,
            "spec<16384 replicas",
            "spec template spec containers name",
            "spec template spec containers image",
            "spec template spec initContainers name",
            "spec template spec initContainers image",
            "spec template spec volumes name",
            "spec template spec volumes image",
            "status<16384");

    static final String[] SERVICE = and(OWNED, OWN_FIELDS, "spec<16384");

    static final String[] SERVICE_PORTS = and(OWNED, "spec<16384 ports");

    /**
     * Longer than any image reference can be, as a weight. What is left out is decided like an
     * empty text, which is no reference either.
     */
    private static final String IMAGE = "image~2048";

    private static final String[] IMAGES =
        and(
            IDENTITY,
            "spec<32768 containers name",
            "spec containers " + IMAGE,
            "spec initContainers name",
            "spec initContainers restartPolicy",
            "spec initContainers " + IMAGE,
            "spec ephemeralContainers name",
            "spec ephemeralContainers " + IMAGE,
            "spec volumes image reference~2048",
            "status<65536 phase");

    private static final String[] CONTAINERS =
        and(
            IMAGES,
            "status ephemeralContainerStatuses name",
            "status ephemeralContainerStatuses state");

    /** Longer than any name of a container can be, as a weight. */
    private static final String DEFAULT_CONTAINER =
        "metadata annotations " + WatchedPod.DEFAULT_CONTAINER + "~256";

    static final String[] POD = and(CONTAINERS, "metadata labels<8192", DEFAULT_CONTAINER);

    static final String[] POD_WITHOUT_LABELS = CONTAINERS;

    static final String[] POD_IMAGES = IMAGES;

    private static String[] and(String[] parts, String... more) {
      return Stream.concat(Stream.of(parts), Stream.of(more)).toArray(String[]::new);
    }
  }
}
