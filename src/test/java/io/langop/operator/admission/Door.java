package io.langop.operator.admission;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.support.Eventually;
import java.util.List;

/** Asks the API server what it would do with objects in one namespace, and creates none. */
record Door(KubernetesClient client, String namespace) {

  private static final String LABEL = "langop.io/image-policy";
  private static final String DENIED = "denied request: ";

  /** What the API server says of a pod with one container; empty when it takes it. */
  String pod(String image) {
    return create(newPod(image));
  }

  /** A pod with one container for each image. */
  Pod newPod(String... images) {
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("pod")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .endSpec();
    for (int i = 0; i < images.length; i++) {
      pod.editSpec()
          .addNewContainer()
          .withName("container-" + i)
          .withImage(images[i])
          .endContainer()
          .endSpec();
    }
    return pod.build();
  }

  /** What the API server says of an object; empty when it takes it. */
  String create(HasMetadata object) {
    try {
      client.resource(object).dryRun().create();
      return "";
    } catch (KubernetesClientException e) {
      return words(e);
    }
  }

  /** What the API server warns of when an agent is created. */
  List<String> warnings(LanguageAgent agent) {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                "%sapis/langop.io/v1alpha1/namespaces/%s/languageagents?dryRun=All"
                    .formatted(client.getMasterUrl(), namespace))
            .post("application/json", Serialization.asJson(agent))
            .build();
    return client.getHttpClient().sendAsync(request, String.class).join().headers("Warning");
  }

  /**
   * The words of a policy that refuses, or {@code invalid: } with what the API server itself has
   * against the request.
   */
  static String words(KubernetesClientException refusal) {
    String message =
        refusal.getStatus() == null ? refusal.getMessage() : refusal.getStatus().getMessage();
    int denied = message.indexOf(DENIED);
    return denied < 0 ? "invalid: " + message : message.substring(denied + DENIED.length());
  }

  /** Sets what happens in the namespace with images that are not allowed. */
  void mode(String mode) {
    Eventually.edited(
        client.namespaces().withName(namespace),
        found -> {
          found.getMetadata().getLabels().put(LABEL, mode);
          return found;
        });
  }
}
