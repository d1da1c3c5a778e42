package io.langop.operator.testcluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A namespace that only one test class uses, so that tests neither see nor disturb one another. */
public final class TestNamespace implements AutoCloseable {
  private static final int LONGEST_PREFIX = 40;

  private final KubernetesClient client;
  private final String name;

  private TestNamespace(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Creates a namespace whose name begins with {@code prefix} as far as a namespace's name may. */
  public static TestNamespace create(KubernetesClient client, String prefix) {
    return create(client, prefix, Map.of());
  }

  /** One in which Pod Security refuses what is not {@code restricted}, from the beginning. */
  public static TestNamespace createRestricted(KubernetesClient client) {
    return create(client, "restricted", Map.of("pod-security.kubernetes.io/enforce", "restricted"));
  }

  private static TestNamespace create(
      KubernetesClient client, String prefix, Map<String, String> labels) {
    String allowed =
        prefix
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+", "");
    String shortened = allowed.substring(0, Math.min(allowed.length(), LONGEST_PREFIX));
    String name = shortened + "-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
    // Pods are refused until the namespace's own ServiceAccount is there.
    Await.until(
        "pods can be created in " + name,
        () -> client.serviceAccounts().inNamespace(name).withName("default").get() != null);
    return new TestNamespace(client, name);
  }

  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Deletes the namespace with everything in it; the cluster finishes that in its own time. */
  @Override
  public void close() {
    client.namespaces().withName(name).delete();
  }
}
