package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.settings.ProfilerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of tools out of their ConfigMap, which need not exist. */
final class SettingsSnapshots implements Snapshots<SettingsSnapshot> {

  private final OperatorConfig.Catalog config;
  private final SettingsReporter reporter;
  private Map<String, String> lastData = Map.of();
  private Set<String> lastBinary = Set.of();
  private ProfilerSettings lastParsed = ProfilerSettings.of(lastData, lastBinary);

  SettingsSnapshots(OperatorConfig.Catalog config, SettingsReporter reporter) {
    this.config = config;
    this.reporter = reporter;
  }

  @Override
  public SettingsSnapshot read(Optional<ConfigMap> configMap, long revision) {
    Map<String, String> data = configMap.map(ConfigMap::getData).orElseGet(Map::of);
    Set<String> binary =
        configMap.map(ConfigMap::getBinaryData).map(Map::keySet).orElseGet(Set::of);
    return new SettingsSnapshot.Loaded(
        revision,
        "kubectl edit configmap %s -n %s".formatted(config.settingsName(), config.namespace()),
        parsed(data, binary));
  }

  /** Each proof reads the same texts again, which need not be taken apart again. */
  private synchronized ProfilerSettings parsed(Map<String, String> data, Set<String> binary) {
    if (!data.equals(lastData) || !binary.equals(lastBinary)) {
      lastParsed = ProfilerSettings.of(data, binary);
      lastData = new HashMap<>(data);
      lastBinary = Set.copyOf(binary);
    }
    return lastParsed;
  }

  @Override
  public SettingsSnapshot unavailable(String why, long revision) {
    return new SettingsSnapshot.Unavailable(
        revision,
        ("ConfigMap '%1$s/%2$s' %3$s, so it is not known what tools may do and nothing is injected."
                + " An administrator sees what is wrong:"
                + " kubectl get configmap %2$s -n %1$s")
            .formatted(config.namespace(), config.settingsName(), why));
  }

  @Override
  public void report(
      SettingsSnapshot before,
      SettingsSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {
    reporter.loaded(after, configMap.orElse(null));
  }
}
