package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.image.VisibleText;
import io.langop.operator.leader.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Watches the registry allowlist. */
@Singleton
public class AllowlistWatch extends ConfigMapWatch<AllowlistSnapshot> {

  private final OperatorConfig.Allowlist config;
  private final AllowlistReporter reporter;

  AllowlistWatch(
      KubernetesClient client,
      OperatorConfig config,
      AllowlistReporter reporter,
      MeterRegistry registry,
      Leadership leadership) {
    super(
        client,
        config.allowlist().namespace(),
        config.allowlist().name(),
        new AllowlistSnapshot.Unavailable(0, message(config.allowlist(), "has not been read yet")),
        new PropagationTimer(registry, "allowlist"),
        leadership);
    this.config = config.allowlist();
    this.reporter = reporter;
  }

  @Override
  protected AllowlistSnapshot read(Optional<ConfigMap> configMap, long revision) {
    if (configMap.isEmpty()) {
      return new AllowlistSnapshot.Unavailable(revision, message(config, "does not exist"));
    }
    return configMap
        .map(ConfigMap::getData)
        .map(data -> data.get(config.key()))
        .<AllowlistSnapshot>map(
            text -> new AllowlistSnapshot.Loaded(revision, text, RegistryAllowlist.parse(text)))
        .orElseGet(
            () ->
                new AllowlistSnapshot.Unavailable(
                    revision, message(config, "has no key '%s'".formatted(config.key()))));
  }

  @Override
  protected AllowlistSnapshot unreadable(String cause, long revision) {
    return new AllowlistSnapshot.Unavailable(
        revision, message(config, "cannot be read (%s)".formatted(VisibleText.of(cause))));
  }

  @Override
  protected boolean sameContent(AllowlistSnapshot before, AllowlistSnapshot after) {
    if (before instanceof AllowlistSnapshot.Loaded was
        && after instanceof AllowlistSnapshot.Loaded is) {
      return was.text().equals(is.text());
    }
    return before instanceof AllowlistSnapshot.Unavailable was
        && after instanceof AllowlistSnapshot.Unavailable is
        && was.message().equals(is.message());
  }

  @Override
  protected void report(
      AllowlistSnapshot before,
      AllowlistSnapshot after,
      Optional<ConfigMap> configMap,
      List<Affected> affected) {
    reporter.loaded(before, after, configMap.orElse(null), affected);
  }

  private static String message(OperatorConfig.Allowlist config, String what) {
    return ("ConfigMap '%1$s/%2$s' %3$s, so no image can be validated and nothing new is started."
            + " List the allowed registries under its key '%4$s':"
            + " kubectl edit configmap %2$s -n %1$s")
        .formatted(config.namespace(), config.name(), what, config.key());
  }
}
