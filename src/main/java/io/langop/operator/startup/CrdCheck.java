package io.langop.operator.startup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.status.ServerMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says in one clear sentence that the cluster lacks a CRD or cannot be reached, before the
 * controllers start and say it in many.
 */
@ApplicationScoped
class CrdCheck {

  /** Kubernetes does that, so it recovers when the cause is gone. */
  private static final String AGAIN =
      ". The operator stops and starts working as soon as it is started again";

  private static final List<Class<? extends CustomResource<?, ?>>> WATCHED =
      List.of(LanguageAgent.class, LanguageTool.class, PowerTool.class);

  private final KubernetesClient client;
  private final OperatorConfig config;

  CrdCheck(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /** What is in the way of a start, if anything is. */
  Optional<String> problem() {
    return WATCHED.stream().map(this::problem).filter(Objects::nonNull).findFirst();
  }

  private String problem(Class<? extends CustomResource<?, ?>> type) {
    String crd = HasMetadata.getFullResourceName(type);
    try {
      listable(type).list(new ListOptionsBuilder().withLimit(1L).build());
      return null;
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          ? "CustomResourceDefinition '%s' is not installed; install the CRDs%s"
              .formatted(crd, AGAIN)
          : "'%s' cannot be listed: %s%s".formatted(crd, ServerMessage.of(e), AGAIN);
    }
  }

  /** One of the namespaces that are watched tells as much as all of them. */
  private <T extends CustomResource<?, ?>> Listable<? extends KubernetesResourceList<T>> listable(
      Class<T> type) {
    return config
        .watchedNamespaces()
        .<Listable<? extends KubernetesResourceList<T>>>map(
            namespaces -> client.resources(type).inNamespace(namespaces.get(0)))
        .orElseGet(() -> client.resources(type).inAnyNamespace());
  }
}
