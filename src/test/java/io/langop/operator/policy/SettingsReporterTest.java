package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.settings.ProfilerSettings;
import io.langop.operator.support.EnvironmentConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsReporterTest {

  private static final ConfigMap CONFIG_MAP =
      new ConfigMapBuilder().withNewMetadata().withName("settings").endMetadata().build();

  private final OperatorConfig config = EnvironmentConfig.of(Map.of());
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final SettingsReporter reporter =
      new SettingsReporter(
          () -> new CatalogSnapshot.Unavailable(1, "not read"),
          config,
          new EventPublisher(null, config, registry, null, Clock.systemUTC()),
          registry);

  @Test
  void anEditThatWasMadeWhileNothingCouldBeReadIsTold() {
    // Given
    reporter.loaded(settings(Map.of("aperf", "args: [a]", "perf", "args: [a]")), CONFIG_MAP);
    reporter.loaded(new SettingsSnapshot.Unavailable(2, "not read"), CONFIG_MAP);

    // When
    reporter.loaded(settings(Map.of("aperf", "args: [b]", "jattach", "args: [a]")), CONFIG_MAP);

    // Then
    assertThat(edits(EditKind.changed)).isEqualTo(1);
    assertThat(edits(EditKind.added)).isEqualTo(1);
    assertThat(edits(EditKind.removed)).isEqualTo(1);
  }

  @Test
  void settingsThatCanBeReadAgainAreNoEdit() {
    // Given
    SettingsSnapshot settings = settings(Map.of("aperf", "args: [a]"));
    reporter.loaded(settings, CONFIG_MAP);
    reporter.loaded(new SettingsSnapshot.Unavailable(2, "not read"), CONFIG_MAP);

    // When
    reporter.loaded(settings, CONFIG_MAP);

    // Then
    assertThat(edits(EditKind.changed) + edits(EditKind.added) + edits(EditKind.removed)).isZero();
  }

  @Test
  void theFirstSettingsAreNoEdit() {
    // When
    reporter.loaded(settings(Map.of("aperf", "args: [a]")), CONFIG_MAP);

    // Then
    assertThat(edits(EditKind.added)).isZero();
  }

  private double edits(EditKind kind) {
    return registry
        .get("language_operator_settings_changes")
        .tag("change", kind.name())
        .counter()
        .count();
  }

  private static SettingsSnapshot settings(Map<String, String> data) {
    return new SettingsSnapshot.Loaded(1, "edit", ProfilerSettings.of(data, Set.of()));
  }
}
