package io.langop.operator.support;

import io.fabric8.kubernetes.client.Config;
import io.langop.operator.testcluster.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;

/**
 * The files with credentials that the kubelet mounts into a pod, for an operator that finds its API
 * server as it does in a pod and not by a kubeconfig.
 */
public final class PodCredentials {
  private final Path kubeconfig;
  private final Path token;
  private final Path authority;
  private final URI server;

  /** Files beside a kubeconfig, with the token and the certificate authority that stand in it. */
  public PodCredentials(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
    Path directory = kubeconfig.resolveSibling(kubeconfig.getFileName() + "-mounted");
    token = directory.resolve("token");
    authority = directory.resolve("ca.crt");
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    server = URI.create(config.getMasterUrl());
    try {
      Files.createDirectories(directory);
      Files.write(authority, certificate(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    renewToken();
  }

  private static byte[] certificate(Config config) throws IOException {
    return config.getCaCertData() == null
        ? Files.readAllBytes(Path.of(config.getCaCertFile()))
        : Base64.getDecoder().decode(config.getCaCertData());
  }

  /** Replaces the token by the one that stands in the kubeconfig now, as the kubelet does. */
  public void renewToken() {
    try {
      Path renewed = token.resolveSibling("token.new");
      Files.writeString(renewed, Config.fromKubeconfig(kubeconfig.toFile()).getAutoOAuthToken());
      Files.move(renewed, token, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives these files to an operator, and takes its kubeconfig away. */
  public OperatorProcess.Builder mount(OperatorProcess.Builder operator) {
    return operator
        .environment("KUBECONFIG", token.resolveSibling("none").toString())
        .environment("KUBERNETES_SERVICE_HOST", server.getHost().replaceAll("[\\[\\]]", ""))
        .environment("KUBERNETES_SERVICE_PORT", Integer.toString(server.getPort()))
        .environment("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString())
        .environment("KUBERNETES_CERTS_CA_FILE", authority.toString());
  }
}
