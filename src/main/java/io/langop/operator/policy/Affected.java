package io.langop.operator.policy;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What an edit of the allowlist means for the resources of one kind.
 *
 * @param kind the kind, for example {@code LanguageAgent}
 * @param resources the resources whose verdict or message changed
 * @param blocked how many of them were allowed and are not any more
 * @param unblocked how many of them were not allowed and are now
 * @param exists whether one of the resources is still there
 * @param waker has one of the resources reconciled soon
 */
public record Affected(
    String kind,
    Collection<ResourceID> resources,
    int blocked,
    int unblocked,
    Predicate<ResourceID> exists,
    Consumer<ResourceID> waker) {

  /** No resource of the cluster waits for what a subscriber does. */
  public static Affected none(String kind) {
    return new Affected(kind, List.of(), 0, 0, id -> false, id -> {});
  }

  /** Has every affected resource reconciled. */
  void wake() {
    resources.forEach(waker);
  }
}
