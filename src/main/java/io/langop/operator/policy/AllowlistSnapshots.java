package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.VerdictWords;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.image.VisibleText;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the registry allowlist out of its ConfigMap. */
final class AllowlistSnapshots implements Snapshots<AllowlistSnapshot> {

  private static final int MAX_KEYS = 3;

  private static final String KUSTOMIZE =
      " (a ConfigMap that kustomize made has a hash after its name, unless disableNameSuffixHash is"
          + " set)";

  private final OperatorConfig.Allowlist config;
  private final Clock clock;
  private final AllowlistReporter reporter;
  private String lastText;
  private RegistryAllowlist lastParsed;

  AllowlistSnapshots(OperatorConfig.Allowlist config, Clock clock, AllowlistReporter reporter) {
    this.config = config;
    this.clock = clock;
    this.reporter = reporter;
  }

  @Override
  public AllowlistSnapshot read(Optional<ConfigMap> configMap, long revision) {
    if (configMap.isEmpty()) {
      return new AllowlistSnapshot.Unavailable(revision, message("does not exist") + KUSTOMIZE);
    }
    return configMap
        .map(ConfigMap::getData)
        .map(data -> data.get(config.key()))
        .<AllowlistSnapshot>map(text -> new AllowlistSnapshot.Loaded(revision, text, parsed(text)))
        .orElseGet(() -> unavailable(withoutKey(configMap.get()), revision));
  }

  /** Each proof reads the same text again, which need not be taken apart again. */
  private synchronized RegistryAllowlist parsed(String text) {
    Instant now = clock.instant();
    lastParsed = text.equals(lastText) ? lastParsed.at(now) : RegistryAllowlist.parse(text, now);
    lastText = text;
    return lastParsed;
  }

  /** Says what is there instead, because that is mostly the list in another place. */
  private String withoutKey(ConfigMap configMap) {
    String missing = "has no key '%s'".formatted(config.key());
    if (configMap.getBinaryData() != null && configMap.getBinaryData().containsKey(config.key())) {
      return missing
          + " under data, only under binaryData, where kubectl puts a file that is not in UTF-8";
    }
    SortedSet<String> others = new TreeSet<>();
    Stream.of(configMap.getData(), configMap.getBinaryData())
        .filter(Objects::nonNull)
        .forEach(data -> others.addAll(data.keySet()));
    return others.isEmpty()
        ? missing
        : missing
            + others.stream()
                .limit(MAX_KEYS)
                .map(VisibleText::of)
                .collect(Collectors.joining("', '", ", but '", "'"));
  }

  @Override
  public AllowlistSnapshot renewed(AllowlistSnapshot snapshot, long revision) {
    return snapshot instanceof AllowlistSnapshot.Loaded loaded
        ? new AllowlistSnapshot.Loaded(
            revision, loaded.text(), loaded.allowlist().at(clock.instant()))
        : snapshot;
  }

  @Override
  public AllowlistSnapshot unavailable(String why, long revision) {
    return new AllowlistSnapshot.Unavailable(revision, message(why));
  }

  private String message(String why) {
    return VerdictWords.missing(config.namespace(), config.name(), why, config.key());
  }

  @Override
  public void reportEnd(
      AllowlistSnapshot before,
      AllowlistSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {
    reporter.ended(before, after, configMap.orElse(null), affected);
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
