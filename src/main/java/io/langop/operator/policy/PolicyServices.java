package io.langop.operator.policy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.leader.Leadership;
import io.langop.operator.retry.Retries;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;

/** What every {@link ConfigMapWatch} works with. */
@Dependent
final class PolicyServices {

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Leadership leadership;
  private final Retries retries;
  private final CredentialGuard credentials;
  private final Clock clock;
  private final MeterRegistry registry;

  PolicyServices(
      KubernetesClient client,
      OperatorConfig config,
      Leadership leadership,
      Retries retries,
      CredentialGuard credentials,
      Clock clock,
      MeterRegistry registry) {
    this.clock = clock;
    this.client = client;
    this.config = config;
    this.leadership = leadership;
    this.retries = retries;
    this.credentials = credentials;
    this.registry = registry;
  }

  KubernetesClient client() {
    return client;
  }

  OperatorConfig config() {
    return config;
  }

  Leadership leadership() {
    return leadership;
  }

  Retries retries() {
    return retries;
  }

  CredentialGuard credentials() {
    return credentials;
  }

  Clock clock() {
    return clock;
  }

  MeterRegistry registry() {
    return registry;
  }
}
