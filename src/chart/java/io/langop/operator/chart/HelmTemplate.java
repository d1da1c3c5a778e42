package io.langop.operator.chart;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;

/**
 * Renders the chart with Helm as a library, so that a build needs no program that Maven does not
 * bring.
 */
final class HelmTemplate {
  /** As the documentation installs it. */
  private static final String RELEASE = "language-operator";

  private static final String NAMESPACE = "kube-system";

  /**
   * Stands where people without Helm put their image: RFC 6761 keeps the domain {@code invalid}
   * from ever being somebody's, so nobody can publish what it names.
   */
  static final String PLACEHOLDER = "registry.invalid/name-your-image:here";

  private HelmTemplate() {}

  /**
   * The manifests of {@code helm template language-operator CHART -n kube-system --set plain=true}
   * with the placeholder for an image. Without {@code plain} the library would look into whatever
   * cluster a kubeconfig names.
   */
  static String render(Path chart) {
    return new Helm(chart)
        .template()
        .withName(RELEASE)
        .withNamespace(NAMESPACE)
        .withKubeVersion("1.36.0")
        .set("plain", true)
        .set("image.registry", "registry.invalid")
        .set("image.repository", "name-your-image")
        .set("image.tag", "here")
        .call();
  }
}
