package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which objects were found to be as desired. To compare all fields of a Deployment costs more than
 * all else of a decision, and must be done again only when a spec changed: what is desired follows
 * from the owner's spec, and the API server counts the changes of specs as generations. Metadata is
 * not counted and so is compared each time.
 */
final class KnownMatches {

  /** Two specs of two objects. */
  private record Specs(String owner, Long ownerGeneration, String object, Long generation) {

    static Specs of(HasMetadata owner, HasMetadata object) {
      return new Specs(
          owner.getMetadata().getUid(),
          owner.getMetadata().getGeneration(),
          object.getMetadata().getUid(),
          object.getMetadata().getGeneration());
    }

    /** Services, for example, have no generations. */
    boolean areCounted() {
      return ownerGeneration != null && generation != null;
    }
  }

  private final Map<ResourceID, Specs> matching = new ConcurrentHashMap<>();

  /** Whether {@code object} was as desired by the same specs, and its metadata is so now. */
  boolean contains(HasMetadata owner, HasMetadata object, HasMetadata desired) {
    return Specs.of(owner, object).equals(matching.get(ResourceID.fromResource(owner)))
        && hasMetadata(object.getMetadata(), desired.getMetadata());
  }

  /** All fields of {@code object} were compared. */
  void note(HasMetadata owner, HasMetadata object, boolean matches) {
    Specs specs = Specs.of(owner, object);
    if (matches && specs.areCounted()) {
      matching.put(ResourceID.fromResource(owner), specs);
    } else {
      forget(owner);
    }
  }

  /** The owner is gone. */
  void forget(HasMetadata owner) {
    matching.remove(ResourceID.fromResource(owner));
  }

  private static boolean hasMetadata(ObjectMeta actual, ObjectMeta desired) {
    return includes(actual.getLabels(), desired.getLabels())
        && includes(actual.getAnnotations(), desired.getAnnotations())
        && actual.getOwnerReferences().containsAll(desired.getOwnerReferences());
  }

  private static boolean includes(Map<String, String> actual, Map<String, String> desired) {
    return desired == null
        || desired.isEmpty()
        || actual != null && actual.entrySet().containsAll(desired.entrySet());
  }
}
