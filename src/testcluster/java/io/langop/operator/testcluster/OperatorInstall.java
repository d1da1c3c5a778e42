package io.langop.operator.testcluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesResourceUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an administrator applies before the operator can run: its CRDs, its ServiceAccount and its
 * roles. The operator is then run as that ServiceAccount, so that a missing permission fails a
 * test.
 */
public final class OperatorInstall {
  /** The ServiceAccount in the shipped manifests. */
  public static final String SERVICE_ACCOUNT = "language-operator";

  /** The namespace in the shipped manifests. */
  public static final String NAMESPACE = "kube-system";

  /** The user that the API server takes the operator for. */
  public static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + SERVICE_ACCOUNT;

  /** The ClusterRole in the shipped manifests. */
  public static final String CLUSTER_ROLE = NAMESPACE + ":language-operator";

  private static final String FIELD_MANAGER = "administrator";

  /** Of an installation, what gives permissions and what they are for. */
  private static final Set<String> PERMISSIONS =
      Set.of(
          "Namespace",
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding");

  private final Path crds;
  private final Path rbac;

  /**
   * @param crds the file with the CRDs, or a directory with files that end with {@code -v1.yml}
   * @param rbac the file with ServiceAccount and roles, and perhaps other objects, which are not
   *     applied
   */
  public OperatorInstall(Path crds, Path rbac) {
    this.crds = crds;
    this.rbac = rbac;
  }

  /** What this build ships: the chart's CRDs and roles, as rendered with its default values. */
  public static OperatorInstall shipped() {
    Path manifests = shippedManifests();
    return new OperatorInstall(manifests, manifests);
  }

  /** The file with everything that this build's chart installs. */
  public static Path shippedManifests() {
    return ProjectDirectory.root().resolve("target/helm/manifests/install.yaml");
  }

  /**
   * Applies everything, again if need be, and returns a kubeconfig of the operator's
   * ServiceAccount.
   */
  public Path apply(TestCluster cluster) {
    KubernetesClient client = cluster.adminClient();
    applyCrds(client);
    List<HasMetadata> permissions = new ArrayList<>(read(client, rbac));
    permissions.removeIf(resource -> !PERMISSIONS.contains(resource.getKind()));
    createNamespaces(client, permissions);
    permissions.forEach(resource -> apply(client, resource));
    return cluster.kubeconfigFor(NAMESPACE, SERVICE_ACCOUNT);
  }

  /** Applies the CRDs only and returns when the API server serves them. */
  public void applyCrds(KubernetesClient client) {
    List<HasMetadata> definitions = new ArrayList<>();
    try (Stream<Path> files = Files.walk(crds, 1)) {
      files
          .filter(file -> file.equals(crds) || file.toString().endsWith("-v1.yml"))
          .filter(Files::isRegularFile)
          .forEach(file -> definitions.addAll(read(client, file)));
    } catch (IOException e) {
      throw new ClusterException(
          "There are no CRDs in %s; run 'mvn package' first".formatted(crds), e);
    }
    definitions.removeIf(resource -> !(resource instanceof CustomResourceDefinition));
    if (definitions.isEmpty()) {
      throw new ClusterException(
          "There are no CRDs in %s; run 'mvn package' first".formatted(crds));
    }
    definitions.forEach(definition -> apply(client, definition));
    definitions.forEach(
        definition ->
            Await.until(
                definition.getMetadata().getName() + " is served",
                () ->
                    established(client, definition.getMetadata().getName())
                        && discovered(client, (CustomResourceDefinition) definition)));
  }

  /** The API server tells of a kind a moment after it serves it. */
  private static boolean discovered(KubernetesClient client, CustomResourceDefinition definition) {
    String kind = definition.getSpec().getNames().getKind();
    return definition.getSpec().getVersions().stream()
        .filter(CustomResourceDefinitionVersion::getServed)
        .map(version -> definition.getSpec().getGroup() + "/" + version.getName())
        .map(client::getApiResources)
        .allMatch(
            served ->
                served != null
                    && served.getResources().stream()
                        .anyMatch(resource -> resource.getKind().equals(kind)));
  }

  private static boolean established(KubernetesClient client, String name) {
    CustomResourceDefinition definition =
        client.apiextensions().v1().customResourceDefinitions().withName(name).get();
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }

  /** A role may be for a namespace that nobody has needed so far. */
  private static void createNamespaces(KubernetesClient client, List<HasMetadata> resources) {
    TreeSet<String> names = new TreeSet<>(List.of(NAMESPACE));
    for (HasMetadata resource : resources) {
      if (KubernetesResourceUtil.getNamespace(resource) != null) {
        names.add(KubernetesResourceUtil.getNamespace(resource));
      }
    }
    for (String name : names) {
      if (client.namespaces().withName(name).get() == null) {
        apply(
            client, new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
      }
    }
  }

  private static List<HasMetadata> read(KubernetesClient client, Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return client.load(content).items();
    } catch (IOException e) {
      throw new ClusterException("The manifest %s cannot be read".formatted(file), e);
    }
  }

  private static void apply(KubernetesClient client, HasMetadata resource) {
    client.resource(resource).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
  }
}
