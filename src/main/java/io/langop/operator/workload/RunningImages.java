package io.langop.operator.workload;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.policy.AllowlistSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the allowlist says of the images that a Deployment really has, and for which resources these
 * are others than the one that the spec names. Such a resource has to be woken when an edit changes
 * the verdict on what runs, although the verdict on its spec stays the same.
 */
final class RunningImages {

  /** Images that are noted of one resource at the most. */
  static final int MAX_IMAGES = 200;

  private final Map<ResourceID, Set<String>> besidesSpec = new ConcurrentHashMap<>();

  private final Set<ResourceID> tooMany = ConcurrentHashMap.newKeySet();

  /** The images that somebody else added to the Deployment and that the allowlist refuses. */
  static List<ForeignImage> refusedForeign(
      Rollout rollout, AllowlistSnapshot snapshot, String namespace) {
    return rollout.foreign().stream()
        .filter(foreign -> isRefused(foreign.image(), snapshot, namespace))
        .toList();
  }

  /**
   * Whether the allowlist refuses any image of the Deployment, as its author asked for it. A
   * missing list refuses none.
   */
  static boolean anyRefused(Rollout rollout, AllowlistSnapshot snapshot, String namespace) {
    return all(rollout).anyMatch(image -> isRefused(image, snapshot, namespace));
  }

  private static boolean isRefused(String image, AllowlistSnapshot snapshot, String namespace) {
    Verdict verdict = snapshot.decide(image, namespace);
    return !verdict.isAllowed() && !(verdict instanceof Verdict.Unavailable);
  }

  /**
   * Takes note of what runs for a resource.
   *
   * @param named the valid images that the spec names
   * @param rollout empty when nothing runs
   */
  void note(ResourceID id, Set<String> named, Optional<Rollout> rollout) {
    Set<String> others =
        rollout.stream()
            .flatMap(RunningImages::all)
            .filter(image -> !named.contains(image))
            .distinct()
            .limit(MAX_IMAGES + 1)
            .collect(Collectors.toUnmodifiableSet());
    forget(id);
    if (others.size() > MAX_IMAGES) {
      tooMany.add(id);
    } else if (!others.isEmpty()) {
      besidesSpec.put(id, others);
    }
  }

  /** A resource was deleted. */
  void forget(ResourceID id) {
    besidesSpec.remove(id);
    tooMany.remove(id);
  }

  /** Whether a resource has more images than are noted, so that any edit may be about them. */
  boolean hasTooMany(ResourceID id) {
    return tooMany.contains(id);
  }

  /** The images that run for a resource and that its spec does not name. */
  Set<String> besidesSpec(ResourceID id) {
    return besidesSpec.getOrDefault(id, Set.of());
  }

  /**
   * Whether an edit that came in between may be about what runs for a resource and its spec does
   * not name.
   *
   * @param decided the snapshot that the resource was decided by
   */
  boolean areOvertaken(ResourceID id, AllowlistSnapshot decided, AllowlistSnapshot now) {
    String namespace = id.getNamespace().orElse("");
    return now.revision() != decided.revision()
        && (hasTooMany(id)
            || besidesSpec(id).stream()
                .anyMatch(
                    image ->
                        !now.decide(image, namespace).equals(decided.decide(image, namespace))));
  }

  private static Stream<String> all(Rollout rollout) {
    return Stream.concat(
        rollout.asked().stream(), rollout.foreign().stream().map(ForeignImage::image));
  }
}
