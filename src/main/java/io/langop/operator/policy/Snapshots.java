package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Optional;

/**
 * What one kind of ConfigMap means: how it becomes a snapshot, and who is told.
 *
 * @param <S> the snapshots
 */
interface Snapshots<S extends PolicySnapshot<?>> {

  /** What is known before the first read, with revision 0. */
  default S initial() {
    return unavailable("has not been read yet", 0);
  }

  /** Makes a snapshot of the ConfigMap, or of its absence. */
  S read(Optional<ConfigMap> configMap, long revision);

  /**
   * Makes a snapshot that allows nothing, because the ConfigMap cannot be trusted.
   *
   * @param why completes the sentence "ConfigMap 'x' …" and is safe to show, for example "does not
   *     exist"
   */
  S unavailable(String why, long revision);

  /** The same content as it holds now, see {@link PolicySnapshot#holdsAt}. */
  default S renewed(S snapshot, long revision) {
    throw new UnsupportedOperationException("Never ends by itself");
  }

  /**
   * Tells administrators that a snapshot has ended by itself; called after the affected resources
   * were woken.
   */
  default void reportEnd(
      S before, S after, Optional<ConfigMap> configMap, List<Affected> affected) {}

  /** Whether two snapshots have the same content, whatever their revisions. */
  default boolean sameContent(S before, S after) {
    return before.getClass() == after.getClass() && before.content().equals(after.content());
  }

  /**
   * Tells administrators of a change; called after the affected resources were woken.
   *
   * @param before what was read last, of revision 0 when nothing was read so far
   */
  void report(S before, S after, Optional<ConfigMap> configMap, List<Affected> affected);
}
