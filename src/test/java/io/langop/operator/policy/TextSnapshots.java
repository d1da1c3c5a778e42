package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Snapshots for tests: the value of the key {@code text}. */
final class TextSnapshots implements Snapshots<TextSnapshot> {

  @Override
  public TextSnapshot initial() {
    return unavailable("has not been read yet", 0);
  }

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
  public boolean sameContent(TextSnapshot before, TextSnapshot after) {
    return Objects.equals(before.text(), after.text()) && Objects.equals(before.why(), after.why());
  }

  @Override
  public void report(
      TextSnapshot before,
      TextSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {}
}
