package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The manifests of one test class, as a user sends them to a real API server: the files in the
 * folder of its name are {@code valid-*} or {@code invalid-*}, and the first line of an invalid one
 * has the words of its refusal.
 *
 * @param namespace where they go; empty for manifests that name theirs
 */
public record Manifests(Class<?> test, TestCluster cluster, String namespace) {

  /** The names of the test's manifests that begin with {@code prefix}, sorted. */
  public static List<String> named(Class<?> test, String prefix) {
    try (Stream<Path> files = Files.list(directory(test))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path(String name) {
    return directory(test).resolve(name);
  }

  public String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a manifest as kubectl does: unknown fields are an error. */
  public GenericKubernetesResource create(String manifest) {
    return cluster
        .adminClient()
        .resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
        .inNamespace(namespace)
        .fieldValidation(Validation.STRICT)
        .create();
  }

  /** The API server takes the manifest of this name. */
  public void assertAccepted(String name) {
    assertThat(create(text(name)).getMetadata().getUid()).isNotBlank();
  }

  /** The API server refuses the manifest of this name in the words of its first line. */
  public void assertRefusedAsItsFirstLineSays(String name) {
    String manifest = text(name);
    String words = manifest.lines().findFirst().orElseThrow().substring("# ".length());
    assertThatThrownBy(() -> create(manifest))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> assertThat(refusal.getStatus().getMessage()).contains(words));
  }

  /** What kubectl prints; it must succeed. */
  public String kubectl(String... arguments) throws IOException, InterruptedException {
    return kubectl(true, arguments);
  }

  /** What kubectl prints; it must fail. */
  public String failingKubectl(String... arguments) throws IOException, InterruptedException {
    return kubectl(false, arguments);
  }

  private String kubectl(boolean succeeds, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(cluster.kubectl().orElseThrow().toString());
    command.addAll(List.of("--kubeconfig", cluster.adminKubeconfig().toString()));
    if (!namespace.isEmpty()) {
      command.addAll(List.of("--namespace", namespace));
    }
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0).as(output).isEqualTo(succeeds);
    return output;
  }

  private static Path directory(Class<?> test) {
    try {
      return Path.of(test.getResource(test.getSimpleName()).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
