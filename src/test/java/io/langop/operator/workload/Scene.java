package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.support.Allowlist;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A running operator, the allowlist it obeys, and a namespace with agents and tools. */
final class Scene implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Path DEFAULT_ALLOWLIST =
      Path.of("src/config/manager/registry-whitelist.yaml");

  private final KubernetesClient client;
  private final String namespace;
  private final OperatorProcess.Builder builder;
  private OperatorProcess operator;
  private int sentinels;

  private Scene(KubernetesClient client, String namespace, OperatorProcess.Builder builder) {
    this.client = client;
    this.namespace = namespace;
    this.builder = builder;
    startOperator();
  }

  /** Installs and starts the operator with the default allowlist and some settings. */
  static Scene start(TestCluster cluster, TestNamespace namespace, Map<String, String> settings) {
    Path kubeconfig = OperatorInstall.shipped().apply(cluster);
    apply(cluster.adminClient(), defaultAllowlist());
    OperatorProcess.Builder builder = OperatorProcess.with(kubeconfig);
    settings.forEach(builder::environment);
    return new Scene(cluster.adminClient(), namespace.name(), builder);
  }

  private void startOperator() {
    operator = builder.start();
    try {
      operator.awaitReady(START_LIMIT);
    } catch (RuntimeException | Error e) {
      operator.close();
      throw e;
    }
  }

  /** Ends the operator and starts another one with the same settings. */
  void restartOperator() {
    operator.close();
    startOperator();
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  OperatorProcess operator() {
    return operator;
  }

  Workload workload(Kind kind, String name) {
    return new Workload(client, namespace, kind, name);
  }

  Workload agent(String name) {
    return workload(Kind.AGENT, name);
  }

  Workload tool(String name) {
    return workload(Kind.TOOL, name);
  }

  /** The same in another namespace. */
  Workload agentIn(String otherNamespace, String name) {
    return new Workload(client, otherNamespace, Kind.AGENT, name);
  }

  /** Replaces the allowlist, and returns when it is in force. */
  void allow(String... entries) {
    ConfigMap edited = defaultAllowlist();
    edited.setData(Map.of("allowed-registries", String.join("\n", entries)));
    apply(client, edited);
    Allowlist.awaitInForce(operator, entries);
  }

  /** Brings back the allowlist that the project ships, and returns when it is in force. */
  void allowDefaults() {
    ConfigMap defaults = defaultAllowlist();
    apply(client, defaults);
    Allowlist.awaitInForce(
        operator,
        defaults
            .getData()
            .get(Allowlist.KEY)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toArray(String[]::new));
  }

  void deleteAllowlist() {
    client.resource(defaultAllowlist()).delete();
  }

  /**
   * Returns when a resource of the kind that was created just now has its status, so that whatever
   * happened before has had its turn.
   */
  void awaitSentinel(Kind kind) {
    workload(kind, "sentinel-" + ++sentinels)
        .create("image: sentinel.invalid/x")
        .awaitReady("ImageNotValidated");
  }

  static <R extends HasMetadata> R apply(KubernetesClient client, R resource) {
    return client
        .resource(resource)
        .fieldManager("administrator")
        .forceConflicts()
        .serverSideApply();
  }

  private static ConfigMap defaultAllowlist() {
    try (InputStream manifest = Files.newInputStream(DEFAULT_ALLOWLIST)) {
      return Serialization.unmarshal(manifest, ConfigMap.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the operator, and leaves the allowlist for others as it was. */
  @Override
  public void close() {
    try {
      apply(client, defaultAllowlist());
    } finally {
      operator.close();
    }
  }
}
