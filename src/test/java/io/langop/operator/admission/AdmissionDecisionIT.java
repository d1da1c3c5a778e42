package io.langop.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;
import io.langop.operator.image.ReferenceInputs;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One truth: the API server decides by the compiled allowlist as the operator does by the list, and
 * says so in the same words. What is compared are the policies of the chart with {@link
 * RegistryAllowlist#decide}.
 */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionDecisionIT {

  private static final String NAME = "operator-config";
  private static final String DIGEST = "@sha256:" + "0a".repeat(32);

  /**
   * As many as a host can have. What has more is refused, although the operator finds its entry.
   */
  private static final int LABELS = 127;

  /**
   * What nodes take for an image that they have already, though it reads as a tag of Docker Hub.
   */
  private static final String IMAGE_ID = "sha(256|384|512):[a-f0-9]+";

  private static final int LISTS = 25;
  private static final int IMAGES_EACH = 200;

  private KubernetesClient client;
  private TestNamespace namespace;
  private Door door;

  @BeforeAll
  void install(TestCluster cluster, KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
    OperatorInstall.shipped().applyCrds(client);
    Policies.apply(client);
    door = new Door(client, namespace.name());
    door.mode("enforce");
  }

  @AfterAll
  void uninstall() {
    Policies.delete(client);
    client.resources(CompiledAllowlist.class).withName(NAME).delete();
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, LISTS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void generatedReferencesAndListsAreDecidedAlike(int seed) {
    // Given
    Random random = new Random(seed);
    List<String> entries = new ArrayList<>(List.of("marker-" + seed + ".example"));
    IntStream.range(0, 4 + random.nextInt(12)).forEach(i -> entries.add(entry(random)));
    RegistryAllowlist allowlist = enforce(String.join("\n", entries));

    // Then
    assertDecidedAlike(
        allowlist, IntStream.range(0, IMAGES_EACH).mapToObj(i -> image(random)).toList());
  }

  @Test
  void theCommittedTableIsDecidedAlike() {
    // Given
    RegistryAllowlist allowlist =
        enforce("marker.example\ndocker.io\n*.io\nlocalhost\n[::1]\nregistry.corp:5000/team/");

    // Then
    assertDecidedAlike(allowlist, ReferenceInputs.all());
  }

  private void assertDecidedAlike(RegistryAllowlist allowlist, List<String> images) {
    List<String> differences =
        images.parallelStream().flatMap(image -> difference(allowlist, image).stream()).toList();
    assertThat(differences).isEmpty();
  }

  private List<String> difference(RegistryAllowlist allowlist, String image) {
    Verdict verdict = allowlist.decide(image, namespace.name());
    String answer = door.pod(image);
    if (answer.startsWith("invalid: ")) { // by the API server itself, which looks at white space
      return verdict.isAllowed() ? List.of(image + ": " + answer) : List.of();
    }
    String expected = verdict.isAllowed() ? "" : verdict.message();
    boolean alike =
        answer.equals(expected)
            || (image.split("\\.").length > LABELS && !answer.isEmpty())
            || (image.matches(IMAGE_ID) && !answer.isEmpty())
            || (verdict instanceof Verdict.Invalid && answer.contains("is not a valid image ref"));
    return alike
        ? List.of()
        : List.of("%s: %s, but admission: %s".formatted(image, expected, answer));
  }

  /** Puts a list in force, and returns it as the operator reads it. */
  private RegistryAllowlist enforce(String text) {
    RegistryAllowlist allowlist = RegistryAllowlist.parse(text, Instant.now());
    CompiledAllowlistSpec spec = AllowlistCompiler.compile(allowlist);
    CompiledAllowlist compiled = new CompiledAllowlist();
    compiled.getMetadata().setName(NAME);
    compiled.setSpec(spec);
    client
        .resource(compiled)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("test")
                .withForce(true)
                .build());
    Eventually.assertThat(
        () -> assertThat(door.pod("unlisted.invalid/x")).contains("Allowed: " + spec.getShown()));
    return allowlist;
  }

  private static String entry(Random random) {
    String path = one(random, "", "", "/" + path(random), "/" + path(random) + "/");
    return one(random, "", "*.") + host(random) + path + options(random);
  }

  private static String options(Random random) {
    return one(
        random,
        "",
        "",
        "",
        " digest=required",
        " namespaces=elsewhere,admission-*",
        " namespaces=elsewhere digest=required",
        " until=2020-01-01",
        " until=2020-06-01T12:00:00Z digest=required",
        " until=2999-12-31",
        " until=9999-12-31 namespaces=a*,b",
        " namespaces=nobody");
  }

  private static String host(Random random) {
    return one(
        random, "docker.io", "docker.io", "a.io", "b.a.io", "c.b.a.io", "GHCR.io", "x.corp:5000");
  }

  private static String path(Random random) {
    String first = one(random, "acme", "nginx", "library", "team-a", "x");
    return random.nextBoolean() ? first : first + "/" + one(random, "app", "b.c", "nginx", "x");
  }

  private static String image(Random random) {
    String registry = one(random, "", "index.docker.io/", "Docker.io/", "z." + host(random) + "/");

    String host = random.nextBoolean() ? registry : host(random) + "/";
    String path = path(random) + one(random, "", "", "/sub", "-evil", "/a/b/c");
    return host + path + one(random, "", ":1", ":v1.2", DIGEST, ":v1" + DIGEST, ":", "@x");
  }

  private static String one(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
