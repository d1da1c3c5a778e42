package io.langop.operator.policy;

import jakarta.inject.Singleton;

/** Watches the registry allowlist. */
@Singleton
public class AllowlistWatch extends ConfigMapWatch<AllowlistSnapshot> {

  AllowlistWatch(PolicyServices services, AllowlistReporter reporter) {
    super(
        services,
        "allowlist",
        services.config().allowlist().namespace(),
        services.config().allowlist().name(),
        new AllowlistSnapshots(services.config().allowlist(), reporter));
  }
}
