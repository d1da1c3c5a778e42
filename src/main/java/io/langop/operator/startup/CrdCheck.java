package io.langop.operator.startup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.config.OperatorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
      List.of(LanguageAgent.class, LanguageTool.class);

  private final KubernetesClient client;
  private final OperatorConfig config;

  CrdCheck(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /** What is in the way of a start, if anything is. */
  Optional<String> problem() {
    Stream<Class<? extends CustomResource<?, ?>>> runs =
        config.powertool().enabled() ? Stream.of(PowerTool.class) : Stream.empty();
    return Stream.concat(WATCHED.stream(), runs)
        .map(this::problem)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** A namespace that is gone or forbidden is no problem as long as there is another one. */
  private String problem(Class<? extends CustomResource<?, ?>> type) {
    String first = null;
    for (Listable<?> listable : listables(type)) {
      String problem = problem(HasMetadata.getFullResourceName(type), listable);
      if (problem == null) {
        return null;
      }
      first = first == null ? problem : first;
    }
    return first;
  }

  private static String problem(String crd, Listable<?> listable) {
    try {
      listable.list(new ListOptionsBuilder().withLimit(1L).build());
      return null;
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          ? "CustomResourceDefinition '%s' is not installed; install the CRDs%s"
              .formatted(crd, AGAIN)
          : "'%s' cannot be listed: %s%s".formatted(crd, ServerMessage.of(e), AGAIN);
    }
  }

  private <T extends CustomResource<?, ?>> List<? extends Listable<?>> listables(Class<T> type) {
    return config
        .watchedNamespaces()
        .<List<? extends Listable<?>>>map(
            namespaces ->
                namespaces.stream().map(name -> client.resources(type).inNamespace(name)).toList())
        .orElseGet(() -> List.of(client.resources(type).inAnyNamespace()));
  }
}
