package io.langop.operator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits that speak of more than one value, and what they mean for resources of before. */
@ExtendWith(ClusterExtension.class)
class CrdLimitsIT {

  private static final String LANGOP = "langop.io/v1alpha1";
  private static final String TOE = "codriverlabs.ai.toe.run/v1alpha1";

  /** A group of its own, so that no other test meets a schema without limits. */
  private static final String OLD_GROUP = "before.langop.test";

  private static KubernetesClient client;
  private static String namespace;

  @BeforeAll
  static void install(KubernetesClient adminClient, TestNamespace testNamespace) {
    OperatorInstall.shipped().applyCrds(adminClient);
    client = adminClient;
    namespace = testNamespace.name();
  }

  @Test
  void instructionsAreCountedInBytes() {
    // Given
    String longest = "\u00e9".repeat(65_500);

    // When, Then
    assertAccepted(agent("longest-instructions", Map.of("instructions", longest)));
    assertRefused(
        () -> create(agent("long-instructions", Map.of("instructions", longest + "a"))),
        "instructions must have at most 131000 bytes");
  }

  @Test
  void theArgumentsOfAProfilerAreCountedTogether() {
    // Given
    String half = "x".repeat(4096);

    // When, Then
    assertAccepted(powerTool("longest-args", List.of(half, half)));
    assertRefused(
        () -> create(powerTool("long-args", List.of(half, half, "x"))),
        "profiler.args must have at most 8192 bytes together");
  }

  @Test
  void allFieldsTogetherHaveALimit() {
    // Given
    Map<String, Object> large = Map.of("name", "LARGE", "value", "x".repeat(130_000));

    // When, Then
    assertAccepted(agent("large-spec", Map.of("env", List.of(large, large))));
    assertRefused(
        () -> create(agent("too-large-spec", Map.of("env", List.of(large, large, large)))),
        "spec is too large: all its fields together may have at most 262144 characters");
  }

  @Test
  void manyShortValuesAreNoWayAroundIt() {
    // Given
    Map<String, Object> expression =
        Map.of("key", "host", "operator", "In", "values", Collections.nCopies(128, "a"));
    Map<String, Object> term = Map.of("matchExpressions", Collections.nCopies(16, expression));
    Map<String, Object> affinity =
        Map.of(
            "nodeAffinity",
            Map.of(
                "requiredDuringSchedulingIgnoredDuringExecution",
                Map.of("nodeSelectorTerms", Collections.nCopies(32, term))));

    // When, Then
    assertRefused(
        () -> create(agent("many-values", Map.of("affinity", affinity))), "spec is too large");
  }

  @Test
  void aQuotaLimitsHowManyThereAre() {
    // Given
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("language-operator")
            .endMetadata()
            .withNewSpec()
            .addToHard("count/languagetools.langop.io", new Quantity("1"))
            .endSpec()
            .build();
    client.resource(quota).inNamespace(namespace).create();
    // Its controller learns of new kinds every 30 seconds, and looks at a quota when a limit
    // changes.
    Eventually.within(
        Duration.ofMinutes(2),
        () ->
            assertThat(
                    Eventually.edited(
                            client.resource(quota).inNamespace(namespace),
                            CrdLimitsIT::withAnotherLimit)
                        .getStatus()
                        .getUsed())
                .containsKey("count/languagetools.langop.io"));
    // It counts once more after the last edit, and would write what it knew before.
    Eventually.assertThat(
        () -> {
          ResourceQuota now = client.resource(quota).inNamespace(namespace).get();
          assertThat(now.getStatus().getHard()).isEqualTo(now.getSpec().getHard());
        });
    create(resource(LANGOP, "LanguageTool", "first", Map.of("image", "nginx")));

    // When, Then
    assertRefused(
        () -> create(resource(LANGOP, "LanguageTool", "second", Map.of("image", "nginx"))),
        "exceeded quota: language-operator");
  }

  @Test
  void aResourceOfBeforeCanStillGetAStatus() {
    // Given
    CustomResourceDefinition limited = oldKind(false);
    apply(oldKind(true));
    GenericKubernetesResource old =
        client
            .resource(
                resource(
                    OLD_GROUP + "/v1alpha1",
                    "LanguageAgent",
                    "old",
                    Map.of("image", "nginx", "replicas", 3_000_000_000L)))
            .create();

    // When
    apply(limited);
    Eventually.assertThat(
        () ->
            assertRefused(
                () ->
                    client
                        .resource(
                            resource(
                                OLD_GROUP + "/v1alpha1",
                                "LanguageAgent",
                                "new",
                                Map.of("image", "nginx", "replicas", 3_000_000_000L)))
                        .dryRun()
                        .create(),
                "less than or equal to 100000"));

    // Then
    GenericKubernetesResource current = client.resource(old).get();
    current.setAdditionalProperty("status", Map.of("phase", "Pending"));
    assertThat(
            client.resource(current).subresource("status").update().<String>get("status", "phase"))
        .isEqualTo("Pending");
    edit("image", "nginx:2");
    assertRefused(() -> edit("replicas", 3_000_000_001L), "less than or equal to 100000");
    edit("replicas", 1);

    // Finally
    client.resource(limited).delete();
  }

  /** The kind of agents in another group, with or without limits. */
  private static CustomResourceDefinition oldKind(boolean unlimited) {
    CustomResourceDefinition crd =
        Schemas.crds().stream()
            .filter(found -> found.getSpec().getNames().getKind().equals("LanguageAgent"))
            .findFirst()
            .orElseThrow();
    if (unlimited) {
      JSONSchemaProps root = Schemas.schema(crd);
      root.getProperties()
          .put(
              "spec",
              new JSONSchemaPropsBuilder()
                  .withType("object")
                  .withXKubernetesPreserveUnknownFields(true)
                  .build());
    }
    return new CustomResourceDefinitionBuilder(crd)
        .withNewMetadata()
        .withName("languageagents." + OLD_GROUP)
        .endMetadata()
        .editSpec()
        .withGroup(OLD_GROUP)
        .endSpec()
        .build();
  }

  private static void apply(CustomResourceDefinition crd) {
    client.resource(crd).fieldManager("test").forceConflicts().serverSideApply();
    Eventually.assertThat(
        () ->
            assertThat(
                    client
                        .genericKubernetesResources(OLD_GROUP + "/v1alpha1", "LanguageAgent")
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .isNotNull());
  }

  private static void edit(String field, Object value) {
    Eventually.edited(
        client
            .genericKubernetesResources(OLD_GROUP + "/v1alpha1", "LanguageAgent")
            .inNamespace(namespace)
            .withName("old"),
        resource -> {
          Map<String, Object> spec = new LinkedHashMap<>(resource.<Map<String, Object>>get("spec"));
          spec.put(field, value);
          resource.setAdditionalProperty("spec", spec);
          return resource;
        });
  }

  private static ResourceQuota withAnotherLimit(ResourceQuota quota) {
    Quantity another =
        new Quantity(String.valueOf(ThreadLocalRandom.current().nextInt(1000, 9999)));
    quota.getSpec().getHard().put("count/secrets", another);
    return quota;
  }

  private static GenericKubernetesResource agent(String name, Map<String, Object> fields) {
    Map<String, Object> spec = new LinkedHashMap<>(fields);
    spec.put("image", "nginx");
    return resource(LANGOP, "LanguageAgent", name, spec);
  }

  private static GenericKubernetesResource powerTool(String name, List<String> args) {
    return resource(
        TOE,
        "PowerTool",
        name,
        Map.of(
            "profiler", Map.of("tool", "aperf", "args", args),
            "targets", Map.of("labelSelector", Map.of("matchLabels", Map.of("app", "web")))));
  }

  private static GenericKubernetesResource resource(
      String apiVersion, String kind, String name, Map<String, Object> spec) {
    GenericKubernetesResource resource =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(apiVersion)
            .withKind(kind)
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .build();
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }

  private static void create(GenericKubernetesResource resource) {
    client.resource(resource).create();
  }

  private static void assertAccepted(GenericKubernetesResource resource) {
    assertThat(client.resource(resource).create().getMetadata().getUid()).isNotBlank();
  }

  private static void assertRefused(ThrowingCallable request, String words) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> assertThat(refusal.getStatus().getMessage()).contains(words));
  }
}
