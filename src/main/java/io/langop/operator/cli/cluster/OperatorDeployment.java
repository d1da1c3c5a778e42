package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.langop.operator.cli.command.ConfigMapPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operator of the cluster.
 *
 * @param version by its label; empty if it has none
 * @param rollout what is missing for all replicas to be of this version and available, as the end
 *     of a sentence; empty if nothing is
 * @param environment the variables that are given with their value
 */
public record OperatorDeployment(
    String namespace,
    String name,
    String image,
    String version,
    String rollout,
    Map<String, String> environment) {

  static OperatorDeployment of(Deployment read) {
    List<Container> containers = read.getSpec().getTemplate().getSpec().getContainers();
    Map<String, String> environment = new HashMap<>();
    for (Container container : containers) {
      for (EnvVar variable : container.getEnv()) {
        if (variable.getValue() != null) {
          environment.putIfAbsent(variable.getName(), variable.getValue());
        }
      }
    }
    Map<String, String> labels = read.getMetadata().getLabels();
    return new OperatorDeployment(
        read.getMetadata().getNamespace(),
        read.getMetadata().getName(),
        containers.isEmpty() ? "" : containers.get(0).getImage(),
        labels == null ? "" : labels.getOrDefault("app.kubernetes.io/version", ""),
        rollout(read),
        environment);
  }

  private static String rollout(Deployment read) {
    Integer wanted = read.getSpec().getReplicas();
    int replicas = wanted == null ? 1 : wanted;
    if (replicas == 0) {
      return "it is scaled to 0 replicas";
    }
    DeploymentStatus status = read.getStatus() == null ? new DeploymentStatus() : read.getStatus();
    Long observed = status.getObservedGeneration();
    Long generation = read.getMetadata().getGeneration();
    int updated =
        observed == null || observed < generation ? 0 : count(status.getUpdatedReplicas());
    if (updated < replicas) {
      return "%d of %d replicas are updated".formatted(updated, replicas);
    }
    int available = count(status.getAvailableReplicas());
    return available < replicas
        ? "%d of %d replicas are available".formatted(available, replicas)
        : "";
  }

  private static int count(Integer replicas) {
    return replicas == null ? 0 : replicas;
  }

  /** As it is shown: namespace and name. */
  public String place() {
    return namespace + "/" + name;
  }

  /** A setting, if its variable is there: {@code powertool.enabled}. */
  public boolean isOff(String property) {
    return "false".equals(environment.get(variable(property)));
  }

  /** The opposite; false, too, if its variable is not there. */
  public boolean isOn(String property) {
    return "true".equals(environment.get(variable(property)));
  }

  /** Where it looks for the allowlist, as far as its variables say it. */
  public ConfigMapPlace allowlist(ConfigMapPlace otherwise) {
    return new ConfigMapPlace(
        setting("allowlist.namespace", otherwise.namespace()),
        setting("allowlist.name", otherwise.name()),
        setting("allowlist.key", otherwise.key()));
  }

  /** The same of the catalog. */
  public ConfigMapPlace catalog(ConfigMapPlace otherwise) {
    return new ConfigMapPlace(
        setting("catalog.namespace", otherwise.namespace()),
        setting("catalog.name", otherwise.name()),
        otherwise.key());
  }

  private String setting(String property, String otherwise) {
    return environment.getOrDefault(variable(property), otherwise);
  }

  private static String variable(String property) {
    return "LANGUAGE_OPERATOR_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
