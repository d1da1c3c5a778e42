package io.langop.operator.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the chart from its sources, and from the chart the manifests for people without Helm. The
 * build calls it after the CRDs were made.
 *
 * <p>Sources: the CRDs of this build, the rules in {@code src/main/kubernetes/rbac.yml}, what was
 * written by hand in {@code src/main/helm}, and the version in the pom.
 */
public final class ChartGenerator {
  /** The chart's directory, as committed. */
  static final String CHART = "helm";

  /** Where the build puts everything before it is compared with what is committed. */
  static final String OUTPUT = "target/helm";

  private static final String NOTICE =
      "# Made by 'mvn package' from src/main/helm and other sources: edit those. See"
          + " CONTRIBUTING.md.\n";
  private static final String INSTALL_NOTICE =
      """
      # Everything that the chart installs, as it is by default, but for the lists that administrators edit. No image is
      # published, so name the one that you have built and pushed; the one below cannot be pulled:
      #   sed 's|%1$s|registry.example.com/language-operator:1.0|' install.yaml | kubectl apply --server-side -f -
      # The lists are made once, and nothing runs without them. This replaces none that is there:
      #   kubectl create -f src/config/manager
      # Kubernetes before 1.30 has no ValidatingAdmissionPolicies: kubectl says so, and applies all the rest.
      """;

  private ChartGenerator() {}

  /**
   * @param arguments the project's directory, its version, whether to put the result in the place
   *     of what is committed, and the project's address
   */
  public static void main(String[] arguments) {
    Path root = Path.of(arguments[0]);
    generate(root, arguments[1], arguments[3]);
    if (!arguments[2].isEmpty() && !arguments[2].equals("false")) {
      Committed.of(root).update();
    }
  }

  private static void generate(Path root, String version, String address) {
    Path chart = root.resolve(OUTPUT).resolve(CHART);
    chart(root, version, address).replace(chart);
    PlainManifests rendered = PlainManifests.of(HelmTemplate.render(chart));
    Map<String, String> manifests = new TreeMap<>();
    manifests.put(
        "install.yaml",
        NOTICE + INSTALL_NOTICE.formatted(HelmTemplate.PLACEHOLDER) + rendered.withoutLists());
    manifests.put(
        "src/config/manager/registry-whitelist.yaml",
        NOTICE + rendered.only("ConfigMap", "operator-config"));
    manifests.put(
        "src/config/manager/profiler-images.yaml",
        NOTICE + rendered.only("ConfigMap", "profiler-images"));
    manifests.put(
        "src/config/manager/profiler-settings.yaml",
        NOTICE + rendered.only("ConfigMap", "profiler-settings"));
    new FileTree(manifests).replace(root.resolve(OUTPUT).resolve("manifests"));
  }

  private static FileTree chart(Path root, String version, String address) {
    Map<String, String> files = new TreeMap<>();
    FileTree.read(root.resolve("src/main/helm"))
        .files()
        .forEach(
            (path, text) ->
                files.put(path, text.replace("@version@", version).replace("@address@", address)));
    files.computeIfPresent("Chart.yaml", (path, text) -> NOTICE + text);
    files.computeIfPresent("README.md", (path, text) -> text.replace("@values@\n", values(root)));
    Templates.frame(files);
    files.put(
        "templates/_rules.tpl",
        RoleRules.templates(read(root.resolve("src/main/kubernetes/rbac.yml"))));
    FileTree.read(root.resolve("target/kubernetes")).files().entrySet().stream()
        .filter(file -> file.getKey().endsWith("-v1.yml"))
        .forEach(
            file ->
                files.put(
                    "files/crds/" + file.getKey().replace("-v1.yml", ".yaml"), file.getValue()));
    return new FileTree(files);
  }

  private static String values(Path root) {
    return new ChartValues(root.resolve("src/main/helm")).table();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
