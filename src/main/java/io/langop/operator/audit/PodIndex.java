package io.langop.operator.audit;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.image.ImageReference;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.policy.CatalogSnapshot;
import io.langop.operator.policy.DemandIndex;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * All pods by what they run. An image is decided once for each namespace, however many pods run it,
 * and an edit of the allowlist decides those images anew that it can be about. Safe for use by
 * several threads.
 */
final class PodIndex {

  private final AuditObserver observer;
  private final Map<String, NamespacePods> namespaces = new HashMap<>();
  private final Map<ResourceID, ImageInUse> images = new HashMap<>();
  private final DemandIndex<AllowlistSnapshot, Verdict> demands;
  private AllowlistSnapshot allowlist;
  private CatalogSnapshot catalog;
  private Set<String> catalogImages;
  private long created;

  /**
   * @param allowlist what is decided by at first
   * @param catalog what profilers are approved by at first
   */
  PodIndex(AllowlistSnapshot allowlist, CatalogSnapshot catalog, AuditObserver observer) {
    this.observer = observer;
    this.allowlist = allowlist;
    this.demands = new DemandIndex<>(allowlist, Verdict::isAllowed);
    use(catalog);
  }

  /** A pod runs these images. */
  synchronized void put(String namespace, String pod, SortedSet<PodImage> runs) {
    namespaces
        .computeIfAbsent(namespace, absent -> new NamespacePods(absent, observer))
        .put(pod, runs, image -> decided(image, namespace), this::forget);
  }

  /** A pod is gone, or has ended. */
  synchronized void remove(String namespace, String pod) {
    NamespacePods pods = namespaces.get(namespace);
    if (pods != null) {
      pods.remove(pod, this::forget);
      if (pods.isEmpty()) {
        namespaces.remove(namespace);
      }
    }
  }

  /** Decides by another allowlist from now on. */
  synchronized void decideBy(AllowlistSnapshot other) {
    if (other == allowlist) {
      return;
    }
    AllowlistSnapshot before = allowlist;
    allowlist = other;
    Set<NamespacePods> touched = new LinkedHashSet<>();
    for (ResourceID id : demands.edit(before, other).resources()) {
      ImageInUse image = images.get(id);
      NamespacePods pods = namespaces.get(namespace(id));
      pods.redecide(image, () -> decide(image));
      touched.add(pods);
    }
    touched.forEach(NamespacePods::recount);
  }

  /** Approves profilers by another catalog from now on. */
  synchronized void approveBy(CatalogSnapshot other) {
    if (other == catalog) {
      return;
    }
    use(other);
    Set<NamespacePods> touched = new LinkedHashSet<>();
    for (ImageInUse image : images.values()) {
      if (image.image().profiler()) {
        NamespacePods pods = namespaces.get(namespace(image.id()));
        pods.redecide(image, () -> image.approve(catalogImages));
        touched.add(pods);
      }
    }
    touched.forEach(NamespacePods::recount);
  }

  /** The namespaces that have pods. */
  synchronized Set<String> namespaces() {
    return Set.copyOf(namespaces.keySet());
  }

  /**
   * What is known of the pods of a namespace; empty when it has none.
   *
   * @param most how many pods are named at the most
   */
  synchronized Optional<NamespaceReport> report(String namespace, int most) {
    return Optional.ofNullable(namespaces.get(namespace)).map(pods -> pods.report(most));
  }

  /** Tells the observer everything. */
  synchronized void tellAll() {
    namespaces.values().forEach(NamespacePods::tell);
  }

  private void use(CatalogSnapshot other) {
    catalog = other;
    catalogImages =
        other.images().values().stream()
            .map(ImageReference::canonical)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Its name is a number: nobody chooses it, so nobody can choose many that a hash map is slow
   * with.
   */
  private ImageInUse decided(PodImage image, String namespace) {
    ImageInUse inUse = new ImageInUse(new ResourceID(Long.toString(created++), namespace), image);
    demands.put(inUse.id(), image.text());
    images.put(inUse.id(), inUse);
    decide(inUse);
    inUse.approve(catalogImages);
    return inUse;
  }

  private void decide(ImageInUse image) {
    image.decided(allowlist.decide(image.image().text(), namespace(image.id())));
  }

  private void forget(ImageInUse image) {
    demands.remove(image.id());
    images.remove(image.id());
  }

  private static String namespace(ResourceID id) {
    return id.getNamespace().orElse("");
  }
}
