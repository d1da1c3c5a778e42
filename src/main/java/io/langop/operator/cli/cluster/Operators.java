package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.command.GlobalOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operators of a cluster, and what they are set to, as far as the user may see it. */
public record Operators(Reading<List<Operator>> found) {

  /** Deployments of agents and tools have the same label, and the operator as their manager. */
  static final String SELECTOR =
      "app.kubernetes.io/part-of=language-operator,app.kubernetes.io/managed-by!=language-operator";

  /** Those of all namespaces. */
  static Operators read(KubernetesClient client) {
    try {
      return new Operators(
          Reading.of(
              client
                  .apps()
                  .deployments()
                  .inAnyNamespace()
                  .withLabelSelector(SELECTOR)
                  .list()
                  .getItems()
                  .stream()
                  .map(Operator::of)
                  .toList()));
    } catch (KubernetesClientException e) {
      if (ClusterErrors.isForbidden(e)) {
        return new Operators(Reading.forbidden());
      }
      throw e;
    }
  }

  /** That of the operator; of the options if it cannot be seen or if there are several. */
  public ConfigMapPlace allowlist(GlobalOptions options) {
    return only().map(one -> one.allowlist(options.allowlist())).orElseGet(options::allowlist);
  }

  /** The same for the catalog. */
  public ConfigMapPlace catalog(GlobalOptions options) {
    return only().map(one -> one.catalog(options.catalog())).orElseGet(options::catalog);
  }

  private Optional<Operator> only() {
    return found.isRead() && found.value().size() == 1
        ? Optional.of(found.value().get(0))
        : Optional.empty();
  }

  /** Whether any of them has something switched on. */
  public boolean anyHas(String property) {
    return found.isRead() && found.value().stream().anyMatch(one -> one.isOn(property));
  }

  /** Whether all of them have something switched off. */
  public boolean areWithout(String property) {
    return found.isRead()
        && !found.value().isEmpty()
        && found.value().stream().allMatch(one -> one.isOff(property));
  }

  /**
   * One of them.
   *
   * @param version by its label; empty if it has none
   * @param rollout what is missing for all replicas to be of this version and available, as the end
   *     of a sentence; empty if nothing is
   * @param environment the variables that are given with their value
   */
  public record Operator(
      String namespace,
      String name,
      String image,
      String version,
      String rollout,
      Map<String, String> environment) {

    static Operator of(Deployment read) {
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
      return new Operator(
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
      DeploymentStatus status =
          read.getStatus() == null ? new DeploymentStatus() : read.getStatus();
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
    boolean isOff(String property) {
      return "false".equals(environment.get(variable(property)));
    }

    /** The opposite; false, too, if its variable is not there. */
    boolean isOn(String property) {
      return "true".equals(environment.get(variable(property)));
    }

    /** Where it looks for the allowlist, as far as its variables say it. */
    ConfigMapPlace allowlist(ConfigMapPlace otherwise) {
      return new ConfigMapPlace(
          setting("allowlist.namespace", otherwise.namespace()),
          setting("allowlist.name", otherwise.name()),
          setting("allowlist.key", otherwise.key()));
    }

    /** The same of the catalog. */
    ConfigMapPlace catalog(ConfigMapPlace otherwise) {
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
}
