package io.langop.operator.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * How Quarkus starts the operator in a test's own process, without a cluster and without a network:
 * its requests go to {@link EmptyCluster}. One profile for all tests, so that they share one start.
 */
public final class NoCluster implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        // Any port that is free.
        "quarkus.http.test-port", "0",
        "quarkus.devservices.enabled", "false",
        // The build makes the CRDs, of the operator's classes alone.
        "quarkus.operator-sdk.crd.generate", "false",
        // Else a part of the operator would not start.
        "language-operator.admission.enabled", "true",
        // Nothing resolves it, so a request that went out would fail.
        "quarkus.kubernetes-client.api-server-url", "https://cluster.invalid");
  }
}
