package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Optional;

/** Snapshots for tests: the value of the key {@code text}. */
final class TextSnapshots implements Snapshots<TextSnapshot> {

  @Override
  public TextSnapshot read(Optional<ConfigMap> configMap, long revision) {
    return configMap
        .map(found -> new TextSnapshot(revision, found.getData().get("text"), null))
        .orElseGet(() -> unavailable("does not exist", revision));
  }

  @Override
  public TextSnapshot unavailable(String why, long revision) {
    return new TextSnapshot(revision, null, why);
  }

  @Override
  public void report(
      TextSnapshot before,
      TextSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {}
}
