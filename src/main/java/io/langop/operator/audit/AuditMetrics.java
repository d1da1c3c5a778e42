package io.langop.operator.audit;

import io.langop.operator.config.OperatorConfig;
import io.langop.operator.metrics.BoundedSeries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Comparator;

/**
 * How many pods and images are not allowed, for Prometheus. Users choose names of namespaces and
 * registries, so the series are bounded.
 */
@Dependent
final class AuditMetrics implements AuditObserver {

  private static final String PREFIX = "language_operator_";
  private static final String NAMESPACE = "namespace";

  private final BoundedSeries<String> pods;
  private final BoundedSeries<Source> images;

  private record Source(String namespace, String registry) implements Comparable<Source> {

    private static final Comparator<Source> ORDER =
        Comparator.comparing(Source::registry).thenComparing(Source::namespace);

    @Override
    public int compareTo(Source other) {
      return ORDER.compare(this, other);
    }
  }

  @Inject
  AuditMetrics(MeterRegistry registry, OperatorConfig config) {
    this(registry, config.metrics().maxPodSeries());
  }

  /**
   * @param most how many series each of the two metrics may have
   */
  AuditMetrics(MeterRegistry registry, int most) {
    pods =
        new BoundedSeries<>(
            registry,
            PREFIX + "pods_not_allowed",
            "Pods of a namespace that run an image that is not allowed",
            most,
            namespace -> Tags.of(NAMESPACE, namespace));
    images =
        new BoundedSeries<>(
            registry,
            PREFIX + "pod_images_not_allowed",
            "Images of a registry that are not allowed and that pods of a namespace run",
            most,
            source -> Tags.of(NAMESPACE, source.namespace(), "registry", source.registry()));
  }

  /** Makes them known. */
  void register() {
    pods.withOverflow("Pods that run an image that is not allowed, of namespaces without a series");
    images.withOverflow("Images that are not allowed and that pods run, without a series");
  }

  @Override
  public void pods(String namespace, int notAllowed) {
    pods.set(namespace, notAllowed);
  }

  @Override
  public void images(String namespace, String registry, int notAllowed) {
    images.set(new Source(namespace, registry), notAllowed);
  }

  @Override
  public void changed(String namespace) {
    // The two others tell all that is counted.
  }
}
