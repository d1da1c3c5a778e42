package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.testcluster.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admission policies and bindings as real Helm renders them, without a cluster. */
class PoliciesIT {
  private static final String POLICY = "ValidatingAdmissionPolicy";
  private static final String BINDING = "ValidatingAdmissionPolicyBinding";
  private static final String SELECTOR = "/spec/matchResources/namespaceSelector/matchExpressions";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;

  private static Chart chart;

  @BeforeAll
  static void prepareHelm() {
    chart = new Chart(Helm.withoutCluster(home));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // binding, policy, what happens, values of the namespaces' label, name of the parameter
        "pods.enforce    | pods          | Deny  | enforce       | operator-config",
        "pods.warn       | pods-observed | Warn  | warn          | operator-config",
        "pods.audit      | pods-observed | Audit | audit         | operator-config",
        "templates.warn  | templates     | Warn  | enforce, warn | operator-config",
        "templates.audit | templates     | Audit | audit         | operator-config",
        "resources       | resources     | Warn  | ''            | operator-config",
        "authors         | authors       | Deny  | ''            | ''"
      })
  void eachBindingSaysWhatHappensWhere(
      String name, String policy, String action, String label, String parameter) {
    // When
    JsonNode binding = only(BINDING, name, rendered());

    // Then
    assertThat(binding.at("/spec/policyName").asText()).isEqualTo(fullName(policy));
    assertThat(binding.at("/spec/validationActions").toString()).isEqualTo("[\"" + action + "\"]");
    assertThat(labels(binding, "langop.io/image-policy")).isEqualTo(label);
    assertThat(binding.at("/spec/paramRef/name").asText()).isEqualTo(parameter);
    assertThat(binding.at("/spec/paramRef/parameterNotFoundAction").asText())
        .isEqualTo(parameter.isEmpty() ? "" : "Deny");
  }

  /** A missing parameter is an error, which denies in spite of Warn and Audit. */
  @ParameterizedTest
  @CsvSource({
    "pods, Fail",
    "pods-observed, Ignore",
    "templates, Ignore",
    "resources, Ignore",
    "authors, Fail"
  })
  void onlyWhatRefusesFails(String policy, String failurePolicy) {
    assertThat(only(POLICY, policy, rendered()).at("/spec/failurePolicy").asText())
        .isEqualTo(failurePolicy);
  }

  /** The API server decides once more for each annotation, and pods wait for that. */
  @ParameterizedTest
  @CsvSource({
    "pods, ''",
    "pods-observed, refused-images",
    "templates, refused-images",
    "resources, ''",
    "authors, ''"
  })
  void onlyWhatNeverRefusesNotesImagesInTheAuditLog(String policy, String key) {
    assertThat(only(POLICY, policy, rendered()).at("/spec/auditAnnotations/0/key").asText())
        .isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pods", "pods-observed", "templates", "resources"})
  void thePoliciesDecideByTheCommittedVariables(String policy) throws IOException {
    // Given
    List<String> decision = expressions(parse(source("decision.yaml")));

    // When
    List<String> variables = expressions(only(POLICY, policy, rendered()).at("/spec/variables"));

    // Then
    assertThat(variables).endsWith(decision.toArray(String[]::new));
    assertThat(variables.get(0)).startsWith("podSpec = ");
    assertThat(variables.get(variables.size() - decision.size() - 1)).startsWith("oldImages = ");
  }

  @ParameterizedTest
  @CsvSource({"pods, '[\"enforce\"]'", "pods-observed, '[\"warn\",\"audit\"]'"})
  void aPolicyWhoseParameterIsUnknownRefusesNothingElsewhere(String policy, String modes)
      throws IOException {
    assertThat(
            only(POLICY, policy, rendered())
                .at("/spec/matchConstraints/namespaceSelector/matchExpressions/0/values")
                .toString())
        .isEqualTo(modes);
  }

  @Test
  void theRightsOfAuthorsAreComparedByTheCommittedVariables() throws IOException {
    // When
    List<String> variables =
        expressions(
            only(
                    POLICY,
                    "authors",
                    rendered("-n", "ops", "--set", "allowlist.namespace=a,catalog.namespace=b"),
                    "ops.language-operator.")
                .at("/spec/variables"));

    // Then
    assertThat(variables)
        .endsWith(expressions(parse(source("authors.yaml"))).toArray(String[]::new))
        .startsWith(
            "protectedNamespaces ="
                + " [\"kube-system\",\"kube-public\",\"kube-node-lease\",\"ops\",\"a\",\"b\"]");
  }

  @Test
  void aListOfNamespacesLimitsEveryBinding() {
    // When
    List<JsonNode> bindings = bindings(rendered("--set", "watchNamespaces={a,b}"));

    // Then
    assertThat(bindings)
        .hasSize(7)
        .allSatisfy(it -> assertThat(labels(it, "kubernetes.io/metadata.name")).isEqualTo("a, b"));
  }

  @Test
  void theOperatorIsToldApartByItsAccount() {
    // When
    String conditions =
        only(
                POLICY,
                "pods",
                rendered("-n", "ops", "--set", "serviceAccount.name=mine"),
                "ops.language-operator.")
            .at("/spec/matchConditions")
            .toString();

    // Then
    assertThat(conditions)
        .contains("request.userInfo.username == 'system:serviceaccount:ops:mine'")
        .contains("request.namespace == 'ops'")
        .contains("object.spec.serviceAccountName == 'mine'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // values, policies, whether the operator writes the compiled list
        "enabled=true | authors, pods, pods-observed, resources, templates | true",
        "enabled=false | '' | false",
        "pods=false | authors, resources, templates | true",
        "templates=off | authors, pods, pods-observed, resources | true",
        "templates=false | authors, pods, pods-observed, resources | true",
        "resources=off | authors, pods, pods-observed, templates | true",
        "authorRights=off | pods, pods-observed, resources, templates | true",
        "pods=false,admission.templates=off,admission.resources=off | authors | false"
      })
  void eachPolicyCanBeTurnedOff(String values, String policies, boolean compiles) {
    // When
    List<JsonNode> objects = rendered("--set", "admission." + values);

    // Then
    assertThat(String.join(", ", policies(objects))).isEqualTo(policies);
    assertThat(compiles(objects)).isEqualTo(compiles);
    assertThat(hasRole(objects)).isEqualTo(compiles);
  }

  @Test
  void authorsCanBeWarnedInstead() {
    // When
    List<JsonNode> objects = rendered("--set", "admission.authorRights=warn");

    // Then
    assertThat(only(BINDING, "authors", objects).at("/spec/validationActions/0").asText())
        .isEqualTo("Warn");
    assertThat(only(POLICY, "authors", objects).at("/spec/failurePolicy").asText())
        .isEqualTo("Ignore");
  }

  @ParameterizedTest
  @CsvSource({
    "1.25.0, false",
    "1.29.14, false",
    "1.29.14-eks-1, false",
    "1.30.0, true",
    "1.30.0-gke.1, true",
    "1.36.3+k3s1, true"
  })
  void kubernetesThatHasNoPoliciesGetsNone(String version, boolean expected) {
    // When
    List<JsonNode> objects = rendered("--kube-version", version);

    // Then
    assertThat(policies(objects)).hasSize(expected ? 5 : 0);
    assertThat(bindings(objects)).hasSize(expected ? 7 : 0);
    assertThat(compiles(objects)).isEqualTo(expected);
    assertThat(hasRole(objects)).isEqualTo(expected);
  }

  @Test
  void manifestsForPeopleWithoutHelmHaveThemForAnyKubernetes() {
    assertThat(policies(rendered("--set", "plain=true", "--kube-version", "1.25.0"))).hasSize(5);
  }

  @Test
  void theRoleAndTheParameterHaveTheNameOfTheConfigMap() {
    // When
    List<JsonNode> objects = rendered("--set", "allowlist.name=my-list");

    // Then
    assertThat(role(objects).at("/rules/0/resourceNames").toString()).isEqualTo("[\"my-list\"]");
    assertThat(only(BINDING, "pods.enforce", objects).at("/spec/paramRef/name").asText())
        .isEqualTo("my-list");
  }

  private static List<JsonNode> rendered(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("-n", "kube-system"), Stream.of(arguments)).toArray(String[]::new);
    return chart.objects(all).stream().map(PoliciesIT::json).toList();
  }

  private static JsonNode json(GenericKubernetesResource object) {
    return JSON.valueToTree(object);
  }

  private static String fullName(String part) {
    return "kube-system.language-operator." + part;
  }

  private static JsonNode only(String kind, String part, List<JsonNode> objects) {
    return only(kind, part, objects, fullName(""));
  }

  private static JsonNode only(String kind, String part, List<JsonNode> objects, String prefix) {
    return ofKind(kind, objects)
        .filter(it -> it.at("/metadata/name").asText().equals(prefix + part))
        .reduce(
            (one, other) -> {
              throw new AssertionError("Two objects have the name " + prefix + part);
            })
        .orElseThrow();
  }

  private static Stream<JsonNode> ofKind(String kind, List<JsonNode> objects) {
    return objects.stream().filter(it -> it.at("/kind").asText().equals(kind));
  }

  private static List<String> policies(List<JsonNode> objects) {
    return ofKind(POLICY, objects)
        .map(it -> it.at("/metadata/name").asText().replace(fullName(""), ""))
        .sorted()
        .toList();
  }

  private static List<JsonNode> bindings(List<JsonNode> objects) {
    return ofKind(BINDING, objects).toList();
  }

  private static boolean compiles(List<JsonNode> objects) {
    JsonNode environment =
        ofKind("Deployment", objects)
            .findFirst()
            .orElseThrow()
            .at("/spec/template/spec/containers/0/env");
    for (JsonNode variable : environment) {
      if (variable.at("/name").asText().equals("LANGUAGE_OPERATOR_ADMISSION_ENABLED")) {
        return Boolean.parseBoolean(variable.at("/value").textValue());
      }
    }
    throw new AssertionError("The variable is not set");
  }

  private static boolean hasRole(List<JsonNode> objects) {
    return objects.stream().anyMatch(PoliciesIT::isRole);
  }

  private static JsonNode role(List<JsonNode> objects) {
    return objects.stream().filter(PoliciesIT::isRole).findFirst().orElseThrow();
  }

  private static boolean isRole(JsonNode object) {
    return object.at("/kind").asText().equals("ClusterRole")
        && object.at("/metadata/name").asText().endsWith(":admission");
  }

  /** The values of a label that a binding selects namespaces by, or nothing. */
  private static String labels(JsonNode binding, String key) {
    List<String> values = new ArrayList<>();
    for (JsonNode expression : binding.at(SELECTOR)) {
      if (expression.at("/key").asText().equals(key)) {
        assertThat(expression.at("/operator").asText()).isEqualTo("In");
        expression.at("/values").forEach(value -> values.add(value.asText()));
      }
    }
    return String.join(", ", values);
  }

  private static String source(String file) throws IOException {
    return Files.readString(Path.of("src/main/helm/files/admission", file));
  }

  private static JsonNode parse(String yaml) {
    return JSON.valueToTree(Serialization.unmarshal(yaml, Object.class));
  }

  private static List<String> expressions(JsonNode variables) {
    List<String> expressions = new ArrayList<>();
    variables.forEach(
        it -> expressions.add(it.at("/name").asText() + " = " + it.at("/expression").asText()));
    return expressions;
  }
}
