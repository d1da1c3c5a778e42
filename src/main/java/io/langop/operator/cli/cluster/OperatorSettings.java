package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;

/**
 * How the operators of the cluster are configured, as far as the user may see their Deployments.
 */
record OperatorSettings(KubernetesClient client) {

  /** Deployments of agents and tools have the same label, and the operator as their manager. */
  private static final String OPERATORS =
      "app.kubernetes.io/part-of=language-operator,app.kubernetes.io/managed-by!=language-operator";

  private static final String SWITCH = "LANGUAGE_OPERATOR_POWERTOOL_ENABLED";

  /** Whether there are operators, and all of them run no PowerTools. False if it is not known. */
  boolean powerToolsAreOff() {
    try {
      List<String> switches =
          client
              .apps()
              .deployments()
              .inAnyNamespace()
              .withLabelSelector(OPERATORS)
              .list()
              .getItems()
              .stream()
              .map(OperatorSettings::powerTools)
              .filter(Objects::nonNull)
              .toList();
      return !switches.isEmpty() && switches.stream().allMatch("false"::equals);
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static String powerTools(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .flatMap(container -> container.getEnv().stream())
        .filter(variable -> SWITCH.equals(variable.getName()))
        .map(EnvVar::getValue)
        .findFirst()
        .orElse(null);
  }
}
