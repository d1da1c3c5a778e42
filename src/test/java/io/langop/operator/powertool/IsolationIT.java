package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus.Phase;
import io.langop.operator.support.Catalog;
import io.langop.operator.support.Permissions;
import io.langop.operator.support.Profiling;
import io.langop.operator.support.ProfilingOperator;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user who may edit one namespace can and cannot do with PowerTools. */
@ExtendWith(ClusterExtension.class)
class IsolationIT {

  private static final String USER = "developer";
  private static final String IMAGE = "docker.io/your-registry/aperf:v1.0.0";
  private static final String EVIL = "evil-registry.com/miner:latest";
  private static final String CORE = "";
  private static final int FORBIDDEN = 403;
  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  private static KubernetesClient admin;
  private static KubernetesClient user;
  private static String namespace;
  private static TestNamespace neighbour;
  private static Profiling profiling;
  private static Profiling neighbours;
  private static OperatorProcess operator;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace testNamespace) {
    admin = cluster.adminClient();
    namespace = testNamespace.name();
    neighbour = TestNamespace.create(admin, "neighbour");
    operator = ProfilingOperator.start(cluster);
    createUser();
    user =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfigFor(namespace, USER).toFile()))
            .build();
    profiling = new Profiling(user, namespace);
    neighbours = new Profiling(admin, neighbour.name());
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
    if (user != null) {
      user.close();
    }
    neighbour.close();
  }

  /** The built-in role edit, and all rights on PowerTools, in one namespace. */
  private static void createUser() {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(USER)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    admin
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("powertools")
                .withNamespace(namespace)
                .endMetadata()
                .addNewRule()
                .withApiGroups("codriverlabs.ai.toe.run")
                .withResources("powertools")
                .withVerbs("*")
                .endRule()
                .build())
        .create();
    bind("ClusterRole", "edit");
    bind("Role", "powertools");
    awaitMay("", "pods", "create");
    awaitMay("codriverlabs.ai.toe.run", "powertools", "create");
  }

  private static void awaitMay(String group, String resource, String verb) {
    Permissions.await(
        admin,
        "system:serviceaccount:%s:%s".formatted(namespace, USER),
        new ResourceAttributesBuilder()
            .withNamespace(namespace)
            .withGroup(group)
            .withResource(resource)
            .withVerb(verb)
            .build(),
        true);
  }

  private static void bind(String kind, String role) {
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(USER + "-" + role)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", kind, role)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(USER)
                .withNamespace(namespace)
                .endSubject()
                .build())
        .create();
  }

  @Test
  void theUserCanRunAToolInPodsOfHisNamespace() {
    // Given
    profiling.pod("mine", "mine");

    // When
    profiling.run("mine", "aperf", "mine");

    // Then
    profiling.awaitPhase("mine", Phase.Completed);
    assertThat(profiling.injected("mine"))
        .extracting(EphemeralContainer::getImage)
        .containsExactly(IMAGE);
  }

  @Test
  void theUserCannotReadOrChangeTheCatalog() {
    // When
    Catalog catalog = new Catalog(user);
    ConfigMap changed =
        new ConfigMapBuilder(new Catalog(admin).resource().get()).addToData("miner", EVIL).build();

    // Then
    assertOutOfReach(catalog, changed);
  }

  @Test
  void theUserCannotReadOrChangeTheSettingsOfTools() {
    // Given
    Catalog.ofSettings(admin).set(Map.of("unused", "{}"));

    // When
    Catalog settings = Catalog.ofSettings(user);
    ConfigMap changed =
        new ConfigMapBuilder(Catalog.ofSettings(admin).resource().get())
            .addToData("aperf", "securityContext: {privileged: true}")
            .build();

    // Then
    assertOutOfReach(settings, changed);
  }

  @Test
  void settingsOfTheUsersOwnAreNone() {
    // Given
    profiling.pod("own-settings", "own-settings");
    user.resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(Catalog.SETTINGS_NAME)
                .withNamespace(namespace)
                .endMetadata()
                .addToData("aperf", "securityContext: {privileged: true}")
                .build())
        .create();

    // When
    profiling.run("own-settings", "aperf", "own-settings");

    // Then
    profiling.awaitPhase("own-settings", Phase.Completed);
    assertThat(profiling.injected("own-settings"))
        .extracting(EphemeralContainer::getSecurityContext)
        .containsOnlyNulls();
  }

  private static void assertOutOfReach(Catalog catalog, ConfigMap changed) {
    assertForbidden(() -> catalog.resource().get());
    assertForbidden(() -> catalog.resource().watch(new Ignoring()));
    assertForbidden(() -> user.configMaps().inNamespace(Catalog.NAMESPACE).list());
    assertForbidden(() -> user.configMaps().inNamespace(Catalog.NAMESPACE).watch(new Ignoring()));
    assertForbidden(() -> user.configMaps().inAnyNamespace().list());
    assertForbidden(() -> user.resource(changed).update());
    assertForbidden(
        () ->
            user.resource(changed)
                .patch(
                    new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("developer")
                        .withForce(true)
                        .build()));
    assertForbidden(() -> catalog.resource().delete());
  }

  @Test
  void theUserCannotReachPodsOfAnotherNamespace() {
    // Given
    neighbours.pod("everywhere", "everywhere");
    profiling.pod("everywhere", "everywhere");
    PowerTool abroad =
        new Profiling(user, neighbour.name()).newPowerTool("abroad", "aperf", "everywhere");

    // When
    profiling.run("everywhere", "aperf", "everywhere");

    // Then
    profiling.awaitPhase("everywhere", Phase.Completed);
    assertThat(profiling.injected("everywhere")).hasSize(1);
    assertThat(neighbours.injected("everywhere")).isEmpty();
    assertForbidden(() -> user.resource(abroad).create());
  }

  @Test
  void aSelectorThatMatchesOnlyPodsOfOthersFindsNone() {
    // Given
    neighbours.pod("theirs", "theirs");

    // When
    profiling.run(
        "theirs",
        "aperf",
        "theirs",
        spec -> spec.getTargets().getLabelSelector().setMatchLabels(Map.of("app", "theirs")));

    // Then
    profiling.awaitObstacle("theirs", "NoMatchingPods");
    assertThat(neighbours.injected("theirs")).isEmpty();
  }

  /** Names that the schema lets through, and that a lookup could take for something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "evil-registry.com",
        "docker.io",
        "APERF",
        "aperf.",
        ".aperf",
        "aper",
        "aperf-dev",
        "..data",
        "data",
        "profiler-images"
      })
  void aNameThatIsNoToolIsNoImageEither(String tool) {
    // Given
    String name = "trick-" + Integer.toHexString(tool.hashCode());
    profiling.pod(name, name);

    // When
    profiling.run(name, tool, name);

    // Then
    profiling.awaitObstacle(name, "ToolNotFound");
    assertThat(profiling.injected(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil-registry.com/miner",
        "../evil",
        "..%2fevil",
        "aperf:evil",
        "aperf@sha256:0",
        "aperf/../../other/evil",
        "$(EVIL)",
        "aperf\nevil: image",
        "https://evil-registry.com"
      })
  void anImageOrAPathIsNoNameOfATool(String tool) {
    // When
    ThrowingCallable creation = () -> profiling.run("refused", tool, "refused");

    // Then
    assertThatThrownBy(creation)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("profiler.tool is the name of a tool, not an image");
  }

  @Test
  void labelsAnnotationsArgumentsAndAStatusOfTheUsersChooseNoImage() {
    // Given
    profiling.pod("decorated", "decorated");
    PowerTool tool = profiling.newPowerTool("decorated", "aperf", "decorated");
    tool.getMetadata().setLabels(Map.of("image", "evil", "profiler.image", "evil"));
    tool.getMetadata()
        .setAnnotations(
            Map.of(
                "image", EVIL,
                "langop.io/image", EVIL,
                "codriverlabs.ai.toe.run/image", EVIL,
                "toe.run/resolved-image", EVIL));
    tool.getSpec().getProfiler().setArgs(List.of("--image=" + EVIL));
    tool.setStatus(new PowerToolStatus());
    tool.getStatus().setResolvedImage(EVIL);
    tool.getStatus().setContainerName("profiler-mine");
    tool.getStatus().setStartTime("2026-01-01T00:00:00Z");

    // When
    user.resource(tool).create();

    // Then
    profiling.awaitPhase("decorated", Phase.Completed);
    assertThat(profiling.injected("decorated"))
        .extracting(EphemeralContainer::getImage)
        .containsExactly(IMAGE);
  }

  @Test
  void theUserCannotWriteAStatus() {
    // Given
    profiling.run("status", "nothing", "status");
    PowerTool tool = profiling.awaitObstacle("status", "ToolNotFound");
    tool.getStatus().setResolvedImage(EVIL);

    // When, Then
    assertForbidden(() -> user.resource(tool).subresource("status").update());

    // And
    user.resource(tool).update();
    assertThat(profiling.tool("status").require().getStatus().getResolvedImage()).isNull();
  }

  @Test
  void aCatalogOfTheUsersOwnIsNone() {
    // Given
    profiling.pod("own-catalog", "own-catalog");

    // When
    new Catalog(user, namespace).set(Map.of("miner", EVIL, "aperf", EVIL));
    profiling.run("own-miner", "miner", "own-catalog");
    profiling.run("own-aperf", "aperf", "own-catalog");

    // Then
    profiling.awaitObstacle("own-miner", "ToolNotFound");
    profiling.awaitPhase("own-aperf", Phase.Completed);
    assertThat(profiling.injected("own-catalog"))
        .extracting(EphemeralContainer::getImage)
        .containsExactly(IMAGE);
  }

  @Test
  void theOperatorReadsTheCatalogAndTheSettingsAndNothingElseInTheirNamespace() {
    assertThat(verbs(Catalog.NAMESPACE, CORE, "configmaps", null, Catalog.NAME))
        .containsExactlyInAnyOrder("list", "watch");
    assertThat(verbs(Catalog.NAMESPACE, CORE, "configmaps", null, Catalog.SETTINGS_NAME))
        .containsExactlyInAnyOrder("list", "watch");
    assertThat(verbs(Catalog.NAMESPACE, CORE, "configmaps", null, "another")).isEmpty();
    assertThat(verbs(Catalog.NAMESPACE, CORE, "configmaps", null, null)).isEmpty();
    assertThat(verbs(Catalog.NAMESPACE, CORE, "secrets", null, null)).isEmpty();
    assertThat(verbs(namespace, CORE, "configmaps", null, Catalog.NAME)).isEmpty();
  }

  @Test
  void ofPodsTheOperatorWritesNothingButEphemeralContainers() {
    assertThat(verbs(namespace, CORE, "pods", null, null))
        .containsExactlyInAnyOrder("get", "list", "watch");
    assertThat(verbs(namespace, CORE, "pods", "ephemeralcontainers", null))
        .containsExactly("patch");
    for (String part : List.of("status", "exec", "attach", "binding", "eviction", "resize")) {
      assertThat(verbs(namespace, CORE, "pods", part, null)).as(part).isEmpty();
    }
    assertThat(verbs(namespace, "codriverlabs.ai.toe.run", "powertools", null, null))
        .containsExactlyInAnyOrder("get", "list", "watch", "delete");
    assertThat(verbs(namespace, "codriverlabs.ai.toe.run", "powertools", "status", null))
        .containsExactly("patch");
  }

  /** The verbs that the operator's ServiceAccount is granted. */
  private static Set<String> verbs(
      String where, String group, String resource, String part, String name) {
    Set<String> granted = new TreeSet<>();
    for (String verb : VERBS) {
      SubjectAccessReview review =
          new SubjectAccessReviewBuilder()
              .withNewSpec()
              .withUser(
                  "system:serviceaccount:%s:%s"
                      .formatted(OperatorInstall.NAMESPACE, OperatorInstall.SERVICE_ACCOUNT))
              .withNewResourceAttributes()
              .withNamespace(where)
              .withGroup(group)
              .withResource(resource)
              .withSubresource(part)
              .withName(name)
              .withVerb(verb)
              .endResourceAttributes()
              .endSpec()
              .build();
      if (admin.resource(review).create().getStatus().getAllowed()) {
        granted.add(verb);
      }
    }
    return granted;
  }

  private static void assertForbidden(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(FORBIDDEN));
  }

  /** A watch that should never come about. */
  private static final class Ignoring implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap configMap) {
      throw new AssertionError("A watch tells of " + configMap);
    }

    @Override
    public void onClose(WatcherException cause) {
      // It never began.
    }
  }
}
