package io.langop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the operator may do, and what it must never be able to do.
 *
 * <p>That each verb is needed is shown where it is used, since every test with an operator runs it
 * as this account: {@code get} on Deployments and Services by the tests of foreign objects of the
 * same name and on agents by {@code LargeObjectsIT}, {@code create} and {@code patch} on them and
 * {@code patch} on a status by every test in which an image is allowed, {@code update} on
 * finalizers by the same ones (the admission plugin {@code OwnerReferencesPermissionEnforcement}
 * must be on to miss it), {@code create} on events and the two verbs on the ConfigMap by {@code
 * HotReloadIT}, the verbs on PowerTools, pods and the catalog by the tests of the runs, the verbs
 * on the Lease by {@code HighAvailabilityIT}. Rights on reports, which are not given by default,
 * are tried by {@code ReportsIT}.
 */
@ExtendWith(ClusterExtension.class)
class RbacIT {
  private static final Path SOURCE = Path.of("src/main/kubernetes/rbac.yml");

  /** Scope, API group, resource, name of the one object if it is only one, verb. */
  private static final List<String> EXPECTED =
      List.of(
          "cluster langop.io/languageagents get",
          "cluster langop.io/languageagents list",
          "cluster langop.io/languageagents watch",
          "cluster langop.io/languageagents/status patch",
          "cluster langop.io/languageagents/finalizers update",
          "cluster langop.io/languagetools get",
          "cluster langop.io/languagetools list",
          "cluster langop.io/languagetools watch",
          "cluster langop.io/languagetools/status patch",
          "cluster langop.io/languagetools/finalizers update",
          "cluster apps/deployments get",
          "cluster apps/deployments list",
          "cluster apps/deployments watch",
          "cluster apps/deployments create",
          "cluster apps/deployments patch",
          "cluster /services get",
          "cluster /services list",
          "cluster /services watch",
          "cluster /services create",
          "cluster /services patch",
          "cluster codriverlabs.ai.toe.run/powertools get",
          "cluster codriverlabs.ai.toe.run/powertools list",
          "cluster codriverlabs.ai.toe.run/powertools watch",
          "cluster codriverlabs.ai.toe.run/powertools delete",
          "cluster codriverlabs.ai.toe.run/powertools/status patch",
          "cluster /pods get",
          "cluster /pods list",
          "cluster /pods watch",
          "cluster /pods/ephemeralcontainers patch",
          "cluster /events create",
          "cluster langop.io/compiledallowlists[operator-config] list",
          "cluster langop.io/compiledallowlists[operator-config] watch",
          "cluster langop.io/compiledallowlists[operator-config] create",
          "cluster langop.io/compiledallowlists[operator-config] patch",
          "toe-system /events create",
          "toe-system /configmaps[profiler-images] list",
          "toe-system /configmaps[profiler-images] watch",
          "toe-system /configmaps[profiler-settings] list",
          "toe-system /configmaps[profiler-settings] watch",
          "kube-system /events create",
          "kube-system coordination.k8s.io/leases[language-operator] get",
          "kube-system coordination.k8s.io/leases[language-operator] update",
          "kube-system coordination.k8s.io/leases create",
          "kube-system /configmaps[operator-config] list",
          "kube-system /configmaps[operator-config] watch");

  @BeforeAll
  static void install(TestCluster cluster) {
    OperatorInstall.shipped().apply(cluster);
  }

  @Test
  void theManifestGrantsExactlyWhatIsWrittenDownHere(KubernetesClient client) {
    // When
    TreeSet<String> granted = new TreeSet<>();
    for (HasMetadata resource : manifest(client)) {
      if (resource instanceof ClusterRole role && !isForUsers(role)) {
        role.getRules().forEach(rule -> flatten("cluster", rule).forEach(granted::add));
      } else if (resource instanceof Role role) {
        role.getRules()
            .forEach(
                rule -> flatten(role.getMetadata().getNamespace(), rule).forEach(granted::add));
      }
    }

    // Then
    TreeSet<String> surplus = new TreeSet<>(granted);
    EXPECTED.forEach(surplus::remove);
    TreeSet<String> missing = new TreeSet<>(EXPECTED);
    missing.removeAll(granted);
    assertThat(surplus)
        .as(
            "%s grants more than the operator is known to need. Remove it there; or, if it is"
                + " needed, give the reason in a comment there and add it to EXPECTED here.",
            SOURCE)
        .isEmpty();
    assertThat(missing)
        .as(
            "%s does not grant this. Add it there with its reason; or, if it is not needed any"
                + " more, remove it from EXPECTED here.",
            SOURCE)
        .isEmpty();
  }

  @Test
  void usersGetTheSpecsOfTheKindsAndNothingElse(KubernetesClient client) {
    // When
    List<PolicyRule> rules =
        manifest(client).stream()
            .filter(ClusterRole.class::isInstance)
            .map(ClusterRole.class::cast)
            .filter(RbacIT::isForUsers)
            .flatMap(role -> role.getRules().stream())
            .toList();

    // Then
    assertThat(rules)
        .flatExtracting(PolicyRule::getResources)
        .containsOnly("languageagents", "languagetools", "powertools");
  }

  @Test
  void theAccountIsBoundToTheseFiveRolesAndNoOther(KubernetesClient client) {
    // Then
    assertThat(
            client.rbac().clusterRoleBindings().list().getItems().stream()
                .filter(binding -> binding.getSubjects() != null)
                .filter(
                    binding ->
                        binding.getSubjects().stream()
                            .anyMatch(it -> OperatorInstall.SERVICE_ACCOUNT.equals(it.getName()))))
        .extracting(binding -> binding.getRoleRef().getName())
        .containsExactlyInAnyOrder(
            "kube-system:language-operator", "kube-system:language-operator:admission");
    assertThat(
            client.rbac().roleBindings().inAnyNamespace().list().getItems().stream()
                .filter(binding -> binding.getSubjects() != null)
                .filter(
                    binding ->
                        binding.getSubjects().stream()
                            .anyMatch(it -> OperatorInstall.SERVICE_ACCOUNT.equals(it.getName()))))
        .extracting(binding -> binding.getRoleRef().getName())
        .containsExactlyInAnyOrder(
            "kube-system:language-operator:allowlist",
            "kube-system:language-operator:catalog",
            "language-operator-leader-election");
  }

  @ParameterizedTest
  @CsvSource({
    // namespace, group, resource, subresource, name, verb; an empty namespace means all of them
    ", '', secrets, , , get",
    ", '', secrets, , , list",
    ", '', secrets, , , watch",
    "kube-system, '', secrets, , , get",
    "kube-system, coordination.k8s.io, leases, , another, get",
    "kube-system, coordination.k8s.io, leases, , another, update",
    "default, coordination.k8s.io, leases, , language-operator, update",
    "kube-system, coordination.k8s.io, leases, , language-operator, delete",
    "kube-system, '', configmaps, , another, get",
    "kube-system, '', configmaps, , another, list",
    "kube-system, '', configmaps, , another, watch",
    "kube-system, '', configmaps, , , list",
    "default, '', configmaps, , operator-config, list",
    "kube-system, '', configmaps, , operator-config, update",
    "kube-system, '', configmaps, , operator-config, patch",
    "kube-system, '', configmaps, , operator-config, delete",
    "kube-system, '', configmaps, , , create",
    ", apps, deployments, , , delete",
    ", apps, deployments, , , deletecollection",
    ", '', services, , , delete",
    ", '', pods, , , delete",
    ", langop.io, languageagents, , , delete",
    ", langop.io, languagetools, , , delete",
    ", '', namespaces, , , delete",
    ", '', events, , , delete",
    ", '*', '*', , , delete",
    ", '', pods, , , update",
    ", '', pods, status, , patch",
    ", '', pods, log, , get",
    ", '', pods, , , create",
    ", '', pods, , , patch",
    ", '', pods, exec, , create",
    ", '', pods, ephemeralcontainers, , update",
    ", langop.io, compiledallowlists, , , list",
    ", langop.io, compiledallowlists, , another, patch",
    ", langop.io, compiledallowlists, , another, create",
    ", langop.io, compiledallowlists, , operator-config, delete",
    ", langop.io, compiledallowlists, , operator-config, update",
    ", admissionregistration.k8s.io, validatingadmissionpolicies, , , patch",
    ", admissionregistration.k8s.io, validatingadmissionpolicybindings, , , delete",
    ", codriverlabs.ai.toe.run, powertools, , , create",
    ", codriverlabs.ai.toe.run, powertools, , , patch",
    "toe-system, '', configmaps, , another, get",
    "toe-system, '', configmaps, , , list",
    "toe-system, '', configmaps, , profiler-images, patch",
    "toe-system, '', configmaps, , profiler-images, update",
    "toe-system, '', configmaps, , profiler-settings, get",
    "toe-system, '', configmaps, , profiler-settings, patch",
    "toe-system, '', configmaps, , profiler-settings, update",
    "default, '', configmaps, , profiler-images, get",
    "kube-system, coordination.k8s.io, leases, , another, get",
    "kube-system, coordination.k8s.io, leases, , another, update",
    "kube-system, coordination.k8s.io, leases, , , list",
    "kube-system, coordination.k8s.io, leases, , language-operator, patch",
    "kube-system, coordination.k8s.io, leases, , language-operator, delete",
    "default, coordination.k8s.io, leases, , language-operator, get",
    "default, coordination.k8s.io, leases, , , create",
    ", langop.io, languageagents, , , create",
    ", langop.io, languageagents, , , update",
    ", langop.io, languageagents, , , patch",
    ", langop.io, languagetools, , , update",
    ", langop.io, languagetools, , , patch",
    ", rbac.authorization.k8s.io, clusterroles, , , escalate",
    ", rbac.authorization.k8s.io, clusterrolebindings, , , create",
    ", '', serviceaccounts, token, , create",
    ", '', users, , , impersonate"
  })
  void theAccountCannot(
      String namespace,
      String group,
      String resource,
      String subresource,
      String name,
      String verb,
      KubernetesClient client) {
    // When
    boolean allowed =
        allowed(
            client,
            new ResourceAttributesBuilder()
                .withNamespace(namespace)
                .withGroup(group)
                .withResource(resource)
                .withSubresource(subresource)
                .withName(name)
                .withVerb(verb)
                .build());

    // Then
    assertThat(allowed).isFalse();
  }

  /** Guards the test above: a review that is asked wrongly says no to everything. */
  @Test
  void theAccountCanReadTheAllowlist(KubernetesClient client) {
    // Given
    var reading =
        new ResourceAttributesBuilder()
            .withNamespace("kube-system")
            .withGroup("")
            .withResource("configmaps")
            .withName("operator-config")
            .withVerb("list")
            .build();

    // When, Then
    Eventually.assertThat(() -> assertThat(allowed(client, reading)).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    // built-in role, group, resource, subresource, verb, whether it is allowed
    "view, langop.io, languageagents, , list, true",
    "view, langop.io, languagetools, , watch, true",
    "view, codriverlabs.ai.toe.run, powertools, , get, true",
    "view, langop.io, languageagents, , create, false",
    "view, codriverlabs.ai.toe.run, powertools, , delete, false",
    "edit, langop.io, languageagents, , create, true",
    "edit, langop.io, languagetools, , delete, true",
    "edit, codriverlabs.ai.toe.run, powertools, , patch, true",
    "edit, langop.io, languageagents, status, patch, false",
    "edit, langop.io, languagetools, status, update, false",
    "edit, codriverlabs.ai.toe.run, powertools, status, patch, false",
    "admin, langop.io, languageagents, , create, true",
    "admin, codriverlabs.ai.toe.run, powertools, , create, true",
    "admin, langop.io, languageagents, status, patch, false"
  })
  void whoHoldsABuiltInRoleGetsWhatItIsFor(
      String role,
      String group,
      String resource,
      String subresource,
      String verb,
      boolean expected,
      KubernetesClient client,
      TestNamespace namespace) {
    // Given
    String user = "holder-of-" + role;
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(user)
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .serverSideApply();
    ResourceAttributes attributes =
        new ResourceAttributesBuilder()
            .withNamespace(namespace.name())
            .withGroup(group)
            .withResource(resource)
            .withSubresource(subresource)
            .withVerb(verb)
            .build();

    // Then, as soon as Kubernetes has added the rules to its own roles
    Eventually.assertThat(
        () ->
            assertThat(allowed(client, user, List.of("system:authenticated"), attributes))
                .isEqualTo(expected));
  }

  private static boolean allowed(KubernetesClient client, ResourceAttributes attributes) {
    return allowed(
        client,
        OperatorInstall.USER,
        List.of(
            "system:serviceaccounts",
            "system:serviceaccounts:" + OperatorInstall.NAMESPACE,
            "system:authenticated"),
        attributes);
  }

  private static boolean allowed(
      KubernetesClient client, String user, List<String> groups, ResourceAttributes attributes) {
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withGroups(groups)
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    return client.resource(review).create().getStatus().getAllowed();
  }

  private static List<HasMetadata> manifest(KubernetesClient client) {
    try (InputStream text = Files.newInputStream(OperatorInstall.shippedManifests())) {
      return client.load(text).items();
    } catch (IOException e) {
      throw new AssertionError("Run this test in the project's root directory", e);
    }
  }

  private static Stream<String> flatten(String scope, PolicyRule rule) {
    List<String> names =
        Optional.ofNullable(rule.getResourceNames()).filter(it -> !it.isEmpty()).stream()
            .flatMap(List::stream)
            .map("[%s]"::formatted)
            .toList();
    return rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().map(it -> group + "/" + it))
        .flatMap(it -> names.isEmpty() ? Stream.of(it) : names.stream().map(it::concat))
        .flatMap(it -> rule.getVerbs().stream().map(verb -> scope + " " + it + " " + verb));
  }

  /** Kubernetes adds such a role to one of its own, which administrators grant to people. */
  private static boolean isForUsers(ClusterRole role) {
    Map<String, String> labels = role.getMetadata().getLabels();
    return labels != null
        && labels.keySet().stream()
            .anyMatch(label -> label.startsWith("rbac.authorization.k8s.io/aggregate-to-"));
  }
}
