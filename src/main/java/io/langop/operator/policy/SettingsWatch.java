package io.langop.operator.policy;

import jakarta.inject.Singleton;

/** Watches the settings of the tools that PowerTools run. */
@Singleton
public class SettingsWatch extends ConfigMapWatch<SettingsSnapshot> {

  SettingsWatch(PolicyServices services, SettingsReporter reporter) {
    super(
        services,
        "settings",
        services.config().catalog().namespace(),
        services.config().catalog().settingsName(),
        new SettingsSnapshots(services.config().catalog(), reporter));
  }
}
