package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An administrator's admission webhook that is down. As long as it holds a pod, by the value of a
 * label, nobody can add an ephemeral container to it, and the API server cannot say whether that
 * would be allowed.
 */
public final class DeadWebhook implements AutoCloseable {
  /** The label of the pods that can be held. */
  public static final String LABEL = "test.langop.io/held";

  private static final String CONFIGURATION =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata:
        name: %1$s
      webhooks:
        - name: down.test.langop.io
          clientConfig: {url: "https://127.0.0.1:1/"}
          failurePolicy: Fail
          sideEffects: None
          admissionReviewVersions: [v1]
          namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: %1$s}
          objectSelector:
            matchExpressions:
              - {key: %2$s, operator: In, values: [%3$s]}
          rules:
            - apiGroups: [""]
              apiVersions: [v1]
              operations: [UPDATE]
              resources: [pods/ephemeralcontainers]
            # To ask whether the webhook is in effect.
            - apiGroups: [""]
              apiVersions: [v1]
              operations: [CREATE]
              resources: [configmaps]
      """;

  private final KubernetesClient client;
  private final String namespace;
  private final Set<String> known = new TreeSet<>();

  /** A webhook for pods of {@code namespace}, which holds none yet. */
  public DeadWebhook(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** From now on, those pods are held whose {@link #LABEL} has one of the values, and no others. */
  public void hold(String... values) {
    known.addAll(List.of(values));
    client.resource(configuration(values)).serverSideApply();
    awaitHeld(Set.of(values));
  }

  /** The webhook is given up: everything can be decided. */
  @Override
  public void close() {
    client.resource(configuration()).delete();
    awaitHeld(Set.of());
  }

  private ValidatingWebhookConfiguration configuration(String... values) {
    return Serialization.unmarshal(
        CONFIGURATION.formatted(namespace, LABEL, String.join(", ", values)),
        ValidatingWebhookConfiguration.class);
  }

  private void awaitHeld(Set<String> held) {
    Eventually.assertThat(
        () ->
            assertThat(known)
                .allSatisfy(
                    value -> {
                      if (held.contains(value)) {
                        assertThatThrownBy(() -> probe(value))
                            .isInstanceOf(KubernetesClientException.class)
                            .hasMessageContaining("down.test.langop.io");
                      } else {
                        probe(value);
                      }
                    }));
  }

  private void probe(String value) {
    ConfigMap probe =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("probe")
            .withNamespace(namespace)
            .addToLabels(LABEL, value)
            .endMetadata()
            .build();
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    client.newClient(once).adapt(KubernetesClient.class).resource(probe).dryRun().create();
  }
}
