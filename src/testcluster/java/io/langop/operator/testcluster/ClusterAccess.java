package io.langop.operator.testcluster;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a kubeconfig of an administrator makes possible in any cluster: a client, and tokens for
 * others.
 */
final class ClusterAccess implements AutoCloseable {
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);

  private final Path kubeconfig;
  private final Path directory;
  private final KubernetesClient client;

  /**
   * @param kubeconfig of an administrator
   * @param directory where the kubeconfigs of others are written
   */
  ClusterAccess(Path kubeconfig, Path directory) {
    this.kubeconfig = kubeconfig;
    this.directory = directory;
    this.client = Clients.of(kubeconfig);
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  KubernetesClient client() {
    return client;
  }

  /** Whether the API server says that it is ready. Asks once, waits at most two seconds. */
  boolean apiServerReady() {
    try (KubernetesClient probe = Clients.impatient(kubeconfig)) {
      return "ok".equals(Optional.ofNullable(probe.raw("/readyz")).orElse("").trim());
    } catch (RuntimeException e) {
      return false; // refused, reset or not ready: all the same to the caller
    }
  }

  Path kubeconfigFor(String namespace, String serviceAccount) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_LIFETIME.toSeconds())
            .endSpec()
            .build();
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(serviceAccount)
            .tokenRequest(request)
            .getStatus()
            .getToken();
    String user = namespace + "-" + serviceAccount;
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "v1");
    document.put("kind", "Config");
    document.put("clusters", List.of(Map.of("name", "cluster", "cluster", server())));
    document.put("users", List.of(Map.of("name", user, "user", Map.of("token", token))));
    document.put(
        "contexts",
        List.of(
            Map.of(
                "name",
                user,
                "context",
                Map.of("cluster", "cluster", "user", user, "namespace", namespace))));
    document.put("current-context", user);
    Path file = directory.resolve(user + ".kubeconfig");
    writePrivately(file, Serialization.asYaml(document));
    return file;
  }

  private Map<String, Object> server() {
    Config config = client.getConfiguration();
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("server", config.getMasterUrl());
    if (config.getCaCertData() != null) {
      server.put("certificate-authority-data", config.getCaCertData());
    } else if (config.getCaCertFile() != null) {
      server.put("certificate-authority-data", encoded(Path.of(config.getCaCertFile())));
    }
    if (config.isTrustCerts()) {
      server.put("insecure-skip-tls-verify", true);
    }
    return server;
  }

  private static String encoded(Path certificate) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(certificate));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file that holds a secret: nobody else on the machine may ever read it. */
  static void writePrivately(Path file, String content) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
