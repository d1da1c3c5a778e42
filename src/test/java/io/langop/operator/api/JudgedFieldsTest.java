package io.langop.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.langop.operator.testcluster.ProjectDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator makes pods with its own rights, so each field that ends up in a pod is judged at
 * admission, or is known to lend its author nothing.
 */
class JudgedFieldsTest {

  private static final String RULES = "src/main/helm/files/admission/authors.yaml";

  /** Objects whose fields are judged one by one, by the variable of the rules that holds them. */
  private static final Map<String, String> OBJECTS =
      Map.of(
          "", "variables.spec",
          "podSecurityContext", "variables.podSecurity",
          "securityContext", "variables.containerSecurity",
          "affinity", "variables.spec.affinity");

  /** About the image the allowlist decides; the others concern the author's own container only. */
  private static final Set<String> HARMLESS =
      Set.of(
          "args",
          "command",
          "image",
          "imagePullPolicy",
          "instructions",
          "podSecurityContext.fsGroupChangePolicy",
          "podSecurityContext.seLinuxChangePolicy",
          "podSecurityContext.supplementalGroupsPolicy",
          "port",
          "replicas",
          "resources",
          "securityContext.readOnlyRootFilesystem",
          "terminationGracePeriodSeconds",
          "topologySpreadConstraints",
          "type",
          "volumeMounts");

  static Stream<CustomResourceDefinition> workloads() {
    return Schemas.crds().stream()
        .filter(
            crd ->
                Set.of("LanguageAgent", "LanguageTool")
                    .contains(crd.getSpec().getNames().getKind()));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyFieldThatLendsARightIsJudged(CustomResourceDefinition crd) throws IOException {
    // Given
    String rules = Files.readString(ProjectDirectory.root().resolve(RULES));
    JSONSchemaProps spec = Schemas.schema(crd).getProperties().get("spec");

    // When
    Set<String> unjudged = new TreeSet<>();
    OBJECTS.forEach(
        (object, variable) -> {
          JSONSchemaProps schema = object.isEmpty() ? spec : spec.getProperties().get(object);
          for (String field : schema.getProperties().keySet()) {
            String path = object.isEmpty() ? field : object + "." + field;
            Pattern use = Pattern.compile(Pattern.quote(variable + "." + field) + "\\b");
            if (!HARMLESS.contains(path) && !use.matcher(rules).find()) {
              unjudged.add(path);
            }
          }
        });

    // Then
    assertThat(unjudged)
        .as("fields that lend their author a right go into %s, others into HARMLESS", RULES)
        .isEmpty();
  }
}
