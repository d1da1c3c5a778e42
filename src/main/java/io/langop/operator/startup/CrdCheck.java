package io.langop.operator.startup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Ends the process with one clear sentence when the cluster lacks a CRD or cannot be reached,
 * before the controllers start. Kubernetes starts it again, so it recovers when the cause is gone.
 */
@ApplicationScoped
class CrdCheck {

  private static final Logger LOG = Logger.getLogger(CrdCheck.class);
  private static final int HTTP_NOT_FOUND = 404;
  private static final List<Class<? extends CustomResource<?, ?>>> WATCHED =
      List.of(LanguageAgent.class, LanguageTool.class);

  private final KubernetesClient client;

  CrdCheck(KubernetesClient client) {
    this.client = client;
  }

  void onStart(@Observes StartupEvent event) {
    WATCHED.forEach(this::check);
  }

  private void check(Class<? extends CustomResource<?, ?>> type) {
    String crd = HasMetadata.getFullResourceName(type);
    try {
      client.resources(type).inAnyNamespace().list(new ListOptionsBuilder().withLimit(1L).build());
    } catch (KubernetesClientException e) {
      String problem =
          e.getCode() == HTTP_NOT_FOUND
              ? "CustomResourceDefinition '%s' is not installed; install the CRDs".formatted(crd)
              : "'%s' cannot be listed: %s".formatted(crd, cause(e));
      LOG.fatalf(
          "%s. The operator stops and starts working as soon as it is started again", problem);
      Quarkus.asyncExit(1);
      throw new PreventFurtherStepsException(problem, 1);
    }
  }

  /** What the API server said, or why it could not be asked; the client's own words say neither. */
  private static String cause(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage();
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == e ? e.getMessage() : cause.toString();
  }
}
