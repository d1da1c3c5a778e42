package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.testcluster.OperatorInstall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token of the operator's ServiceAccount that can be ended at any time. */
public final class BoundToken implements AutoCloseable {
  private static final String NAME_PREFIX = "bound-token-";

  private final KubernetesClient client;
  private Secret bound;
  private Path kubeconfig;

  private BoundToken(KubernetesClient client) {
    this.client = client;
    this.bound = secret();
  }

  public static BoundToken create(KubernetesClient client) {
    return new BoundToken(client);
  }

  /** A copy of a kubeconfig of the operator with this token. */
  public Path kubeconfig(Path original) {
    try {
      kubeconfig = Files.createTempFile(original.getParent(), "bound-", ".kubeconfig");
      write(Files.readString(original));
      return kubeconfig;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the token and puts another one into the same kubeconfig. */
  public void replace() {
    Secret before = bound;
    bound = secret();
    try {
      write(Files.readString(kubeconfig));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client.resource(before).delete();
  }

  /** Ends the token. */
  public void revoke() {
    client.resource(bound).delete();
  }

  private void write(String text) throws IOException {
    Files.writeString(kubeconfig, text.replaceAll("(?m)token: .*$", "token: \"" + token() + "\""));
  }

  private Secret secret() {
    return client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withGenerateName(NAME_PREFIX)
                .withNamespace(OperatorInstall.NAMESPACE)
                .endMetadata()
                .build())
        .create();
  }

  private String token() {
    return client
        .serviceAccounts()
        .inNamespace(OperatorInstall.NAMESPACE)
        .withName(OperatorInstall.SERVICE_ACCOUNT)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(3600L)
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Secret")
                .withName(bound.getMetadata().getName())
                .withUid(bound.getMetadata().getUid())
                .endBoundObjectRef()
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  @Override
  public void close() {
    revoke();
    try {
      Files.deleteIfExists(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
