package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.config.OperatorConfig;
import java.util.List;
import java.util.Optional;

/** Reads the registry allowlist out of its ConfigMap. */
final class AllowlistSnapshots implements Snapshots<AllowlistSnapshot> {

  private final OperatorConfig.Allowlist config;
  private final AllowlistReporter reporter;

  AllowlistSnapshots(OperatorConfig.Allowlist config, AllowlistReporter reporter) {
    this.config = config;
    this.reporter = reporter;
  }

  @Override
  public AllowlistSnapshot initial() {
    return unavailable("has not been read yet", 0);
  }

  @Override
  public AllowlistSnapshot read(Optional<ConfigMap> configMap, long revision) {
    if (configMap.isEmpty()) {
      return unavailable("does not exist", revision);
    }
    return configMap
        .map(ConfigMap::getData)
        .map(data -> data.get(config.key()))
        .<AllowlistSnapshot>map(
            text -> new AllowlistSnapshot.Loaded(revision, text, RegistryAllowlist.parse(text)))
        .orElseGet(() -> unavailable("has no key '%s'".formatted(config.key()), revision));
  }

  @Override
  public AllowlistSnapshot unavailable(String why, long revision) {
    return new AllowlistSnapshot.Unavailable(
        revision,
        ("ConfigMap '%1$s/%2$s' %3$s, so no image can be validated and nothing new is started."
                + " List the allowed registries under its key '%4$s':"
                + " kubectl edit configmap %2$s -n %1$s")
            .formatted(config.namespace(), config.name(), why, config.key()));
  }

  @Override
  public boolean sameContent(AllowlistSnapshot before, AllowlistSnapshot after) {
    if (before instanceof AllowlistSnapshot.Loaded was
        && after instanceof AllowlistSnapshot.Loaded is) {
      return was.text().equals(is.text());
    }
    return before instanceof AllowlistSnapshot.Unavailable was
        && after instanceof AllowlistSnapshot.Unavailable is
        && was.message().equals(is.message());
  }

  @Override
  public void report(
      AllowlistSnapshot before,
      AllowlistSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {
    reporter.loaded(before, after, configMap.orElse(null), affected);
  }
}
