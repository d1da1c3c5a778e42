package io.langop.operator.admission;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.testcluster.OperatorInstall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** The admission policies as the chart ships them. */
public final class Policies {

  private static final Set<String> KINDS =
      Set.of("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");

  private Policies() {}

  /** Puts all of them in force. */
  public static void apply(KubernetesClient client) {
    for (HasMetadata policy : shipped(client)) {
      client
          .resource(policy)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("administrator")
                  .withForce(true)
                  .build());
    }
  }

  /** Takes all of them away, as an uninstallation does. */
  static void delete(KubernetesClient client) {
    shipped(client).forEach(policy -> client.resource(policy).delete());
  }

  private static List<? extends HasMetadata> shipped(KubernetesClient client) {
    try (InputStream manifests = Files.newInputStream(OperatorInstall.shippedManifests())) {
      return client.load(manifests).items().stream()
          .filter(resource -> KINDS.contains(resource.getKind()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
