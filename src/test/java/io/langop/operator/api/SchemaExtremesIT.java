package io.langop.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.api.Schemas.Place;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.image.ImageReference;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestNamespace;
import io.langop.operator.workload.DeploymentFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the extremes of every field of every kind to a real API server. What it stores, the
 * operator's classes read by a real informer, and a Deployment can be made of it.
 */
@ExtendWith(ClusterExtension.class)
class SchemaExtremesIT {

  private static final int THREADS = 8;

  private static final ImageReference IMAGE = (ImageReference) ImageReference.parse("nginx");

  private static KubernetesClient client;
  private static String namespace;

  /** A kind and the smallest spec that it admits. */
  enum Kind {
    AGENT(LanguageAgent.class, Map.of("image", "nginx")),
    TOOL(LanguageTool.class, Map.of("image", "nginx")),
    POWER_TOOL(
        PowerTool.class,
        Map.of(
            "profiler",
            Map.of("tool", "aperf"),
            "targets",
            Map.of("labelSelector", Map.of("matchLabels", Map.of("app", "web")))));

    private final Class<? extends CustomResource<?, ?>> type;
    private final Map<String, Object> minimal;

    Kind(Class<? extends CustomResource<?, ?>> type, Map<String, Object> minimal) {
      this.type = type;
      this.minimal = minimal;
    }
  }

  /** A resource that nobody should be able to do harm with. */
  private record Attempt(String path, Object value, GenericKubernetesResource resource) {

    @Override
    public String toString() {
      return path + " = " + Extremes.shown(value);
    }
  }

  /** What the API server made of an attempt: stored, or empty if it was refused. */
  private record Answer(Attempt attempt, Optional<GenericKubernetesResource> stored) {}

  @BeforeAll
  static void install(KubernetesClient adminClient, TestNamespace testNamespace) {
    OperatorInstall.shipped().applyCrds(adminClient);
    client = adminClient;
    namespace = testNamespace.name();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStoredCanBeRead(Kind kind) throws Exception {
    // Given
    List<Attempt> attempts = attempts(kind);
    try (SharedIndexInformer<? extends HasMetadata> informer =
        client.resources(kind.type).inNamespace(namespace).inform()) {

      // When
      List<Answer> answers = inParallel(attempts, SchemaExtremesIT::create);

      // Then
      List<Answer> stored = answers.stream().filter(answer -> answer.stored().isPresent()).toList();
      assertThat(stored).hasSizeBetween(attempts.size() / 20, attempts.size() * 19 / 20);
      assertThat(stored.stream().flatMap(answer -> unreadable(kind, answer).stream())).isEmpty();
      Eventually.assertThat(
          () ->
              assertThat(informer.getStore().list())
                  .extracting(resource -> resource.getMetadata().getName())
                  .containsAll(
                      stored.stream()
                          .map(answer -> answer.attempt().resource().getMetadata().getName())
                          .toList()));
      assertThat(informer.isRunning()).isTrue();

      // Then
      if (kind != Kind.POWER_TOOL) {
        assertThat(
                inParallel(stored, answer -> refusedLater(kind, answer)).stream()
                    .flatMap(Optional::stream))
            .isEmpty();
      }
    }
  }

  private static List<Attempt> attempts(Kind kind) {
    CustomResourceDefinition crd = crd(kind);
    JSONSchemaProps schema = Schemas.schema(crd).getProperties().get("spec");
    List<Attempt> attempts = new ArrayList<>();
    for (Place place : places(kind, crd)) {
      List<String> steps = place.steps().subList(1, place.steps().size());
      for (Object value : Extremes.of(place)) {
        Object spec = Extremes.put(kind.minimal, schema, steps, value);
        attempts.add(
            new Attempt(place.path(), value, resource(kind, "x-" + attempts.size(), spec)));
      }
    }
    return attempts;
  }

  /** What agents and tools have in common is tried with agents. */
  private static List<Place> places(Kind kind, CustomResourceDefinition crd) {
    List<Place> places = Schemas.places(crd, "spec");
    if (kind == Kind.TOOL) {
      places.removeAll(Schemas.places(crd(Kind.AGENT), "spec"));
    }
    return places;
  }

  private static CustomResourceDefinition crd(Kind kind) {
    return Schemas.crds().stream()
        .filter(known -> known.getSpec().getNames().getKind().equals(kindName(kind)))
        .findFirst()
        .orElseThrow();
  }

  private static GenericKubernetesResource resource(Kind kind, String name, Object spec) {
    GenericKubernetesResource resource =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(HasMetadata.getApiVersion(kind.type))
            .withKind(kindName(kind))
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .build();
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }

  private static Answer create(Attempt attempt) {
    try {
      return new Answer(attempt, Optional.of(client.resource(attempt.resource()).create()));
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as("%s: %s", attempt, e.getMessage()).isIn(400, 413, 422);
      return new Answer(attempt, Optional.empty());
    }
  }

  private static Optional<String> unreadable(Kind kind, Answer answer) {
    try {
      read(kind, answer);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(answer.attempt() + ": " + e.getMessage());
    }
  }

  private static CustomResource<?, ?> read(Kind kind, Answer answer) {
    return Serialization.unmarshal(Serialization.asJson(answer.stored().orElseThrow()), kind.type);
  }

  /** What the API server says to the Deployment of a resource that it has stored. */
  private static Optional<String> refusedLater(Kind kind, Answer answer) {
    CustomResource<?, ?> resource = read(kind, answer);
    Deployment deployment =
        DeploymentFactory.deployment(
            resource, (WorkloadSpec) resource.getSpec(), "agent", IMAGE, Map.of());
    try {
      client
          .resource(deployment)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("test")
                  .withForce(true)
                  .withDryRun(List.of("All"))
                  .build(),
              deployment);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(answer.attempt() + ": " + e.getMessage())
          .filter(refusal -> !KnownRefusals.cover(refusal));
    }
  }

  private static String kindName(Kind kind) {
    return HasMetadata.getKind(kind.type);
  }

  private static <A, B> List<B> inParallel(List<A> inputs, Function<A, B> step) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<B> results = new ArrayList<>();
      List<Callable<B>> calls = new ArrayList<>();
      inputs.forEach(input -> calls.add(() -> step.apply(input)));
      for (Future<B> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
