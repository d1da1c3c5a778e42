package io.langop.operator.chart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.testcluster.Helm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart as the build made it, and real Helm to try it with. */
record Chart(Helm helm) {
  static final String PATH =
      Path.of(ChartGenerator.OUTPUT, ChartGenerator.CHART).toAbsolutePath().toString();

  /** Values that name an image, without which the chart is not rendered. */
  static final String IMAGE =
      Path.of("src/test/resources/io/langop/operator/chart/image.yaml").toAbsolutePath().toString();

  /** What a Helm that no cluster answers is told; by itself it takes a version of long ago. */
  static final String KUBERNETES = "1.36.0";

  /**
   * @param arguments what follows {@code helm template RELEASE CHART}; a later {@code
   *     --kube-version} wins
   */
  String template(String... arguments) {
    return helm.succeed(command("template", arguments));
  }

  /** The objects that are rendered. */
  List<GenericKubernetesResource> objects(String... arguments) {
    return parse(template(arguments));
  }

  /** What Helm says when it refuses to render. */
  String refusal(String... arguments) {
    return helm.fail(command("template", arguments));
  }

  static List<GenericKubernetesResource> parse(String manifests) {
    return Stream.of(manifests.split("(?m)^---$"))
        .filter(text -> text.contains("kind:"))
        .map(text -> Serialization.unmarshal(text, GenericKubernetesResource.class))
        .toList();
  }

  private static String[] command(String verb, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(verb, "language-operator", PATH, "--kube-version", KUBERNETES, "-f", IMAGE));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }
}
