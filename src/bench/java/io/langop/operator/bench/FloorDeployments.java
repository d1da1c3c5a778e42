package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** Deployments as large as those of the operator, which the operator does not look at. */
final class FloorDeployments {

  private static final String LABEL = "bench.langop.io/floor";

  private FloorDeployments() {}

  static Deployment copy(Deployment original, FloorAgent agent) {
    Map<String, String> labels = Map.of(LABEL, agent.getMetadata().getName());
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(agent.getMetadata().getNamespace())
        .withName("floor-" + agent.getMetadata().getName())
        .withLabels(labels)
        .withAnnotations(original.getMetadata().getAnnotations())
        .endMetadata()
        .withNewSpecLike(original.getSpec())
        .editSelector()
        .withMatchLabels(labels)
        .endSelector()
        .editTemplate()
        .editMetadata()
        .withLabels(labels)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  static void deleteAll(KubernetesClient admin) {
    admin.apps().deployments().inAnyNamespace().withLabel(LABEL).delete();
  }

  /**
   * The number of ReplicaSets, which the cluster's controllers make and delete at their own pace.
   */
  static long replicaSets(KubernetesClient admin) {
    ReplicaSetList page =
        admin
            .apps()
            .replicaSets()
            .inAnyNamespace()
            .list(new ListOptionsBuilder().withLimit(1L).build());
    Long remaining = page.getMetadata().getRemainingItemCount();
    return page.getItems().size() + (remaining == null ? 0 : remaining);
  }
}
