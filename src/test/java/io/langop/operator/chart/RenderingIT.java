package io.langop.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.langop.operator.testcluster.Helm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What real Helm makes of values, without a cluster. */
class RenderingIT {
  private static final String ALERTS = "prometheusRule.enabled=true";
  private static final String REPLICA_DOWN = "OperatorReplicaDown";

  @TempDir static Path home;

  private static Chart chart;

  @BeforeAll
  static void prepareHelm() {
    chart = new Chart(Helm.withoutCluster(home));
  }

  @ParameterizedTest
  @MethodSource("io.langop.operator.chart.Values#all")
  void strictLintFindsNothing(Values values) {
    // When
    String output =
        chart
            .helm()
            .succeed(
                "lint",
                "--strict",
                "--kube-version",
                Chart.KUBERNETES,
                Chart.PATH,
                "-f",
                Chart.IMAGE,
                "-f",
                values.file(home).toString());

    // Then
    assertThat(output).contains("0 chart(s) failed");
  }

  @ParameterizedTest
  @MethodSource("io.langop.operator.chart.Values#ofChartTesting")
  void aSetOfValuesForChartTestingNeedsNoOther(Values values) {
    // When
    String output =
        chart
            .helm()
            .succeed(
                "template",
                Chart.PATH,
                "--kube-version",
                Chart.KUBERNETES,
                "-f",
                values.file(home).toString());

    // Then
    assertThat(output).contains("image: \"registry.example.com/language-operator:ci\"");
  }

  @ParameterizedTest
  @MethodSource("io.langop.operator.chart.Values#all")
  void noObjectIsRenderedTwice(Values values) {
    // When
    List<GenericKubernetesResource> objects = chart.objects("-f", values.file(home).toString());

    // Then
    assertThat(objects)
        .extracting(
            it ->
                "%s %s/%s"
                    .formatted(
                        it.getKind(), it.getMetadata().getNamespace(), it.getMetadata().getName()))
        .doesNotHaveDuplicates()
        .isNotEmpty();
  }

  static Stream<Arguments> badValues() {
    String digest = "sha256:" + "0".repeat(64);
    return Stream.of(
        Arguments.of("replica=3", "replica"),
        Arguments.of("image.tga=1.0", "tga"),
        Arguments.of("replicas=many", "integer"),
        Arguments.of("replicas=-1", "replicas"),
        Arguments.of("image.digest=sha256:beef", "digest"),
        Arguments.of("image.registry=https://ghcr.io", "registry"),
        Arguments.of("image.repository=Upper/case", "repository"),
        Arguments.of("image.repository=a/b:1.0", "repository"),
        Arguments.of("image.repository=a/b@" + digest, "repository"),
        Arguments.of("image.repository=", "image.repository is empty: no image of the operator"),
        Arguments.of("image.pullPolicy=Sometimes", "pullPolicy"),
        Arguments.of("prometheusRule.runbookUrl=wiki", "runbookUrl"),
        Arguments.of("revocationPolicy=kill", "revocationPolicy"),
        Arguments.of("admission.pods=enforce", "pods"),
        Arguments.of("admission.templates=deny", "templates"),
        Arguments.of("admission.resources=deny", "resources"),
        Arguments.of("admission.authorRights=allow", "authorRights"),
        Arguments.of("admission.mode=deny", "mode"),
        Arguments.of("audit.enabled=maybe", "audit/enabled"),
        Arguments.of("powertool.enabled=maybe", "boolean"),
        Arguments.of("reports.kind=Report", "kind"),
        Arguments.of("log.level=LOUD", "level"),
        Arguments.of("log.json=maybe", "boolean"),
        Arguments.of("allowlist.namespace=Not_A_Name", "namespace"),
        Arguments.of("allowlist.registries=docker.io", "registries"),
        Arguments.of("watchNamespaces={a,a}", "are equal"),
        Arguments.of("watchNamespaces=a", "watchNamespaces"),
        Arguments.of("service.port=70000", "port"),
        Arguments.of("service.targetPort=70000", "targetPort"),
        Arguments.of("service.targetPort=Upper", "targetPort"),
        Arguments.of("service.scheme=tls", "scheme"),
        Arguments.of("service.scheme=https", "does not speak TLS"),
        Arguments.of("service.ipFamilies={IPv5}", "ipFamilies"),
        Arguments.of("networkPolicy.flavor=calico", "flavor"),
        Arguments.of(
            "networkPolicy.flavor=cilium,networkPolicy.apiServerCidrs={::/0}",
            "networkPolicy.apiServerCidrs has no effect with networkPolicy.flavor=cilium"),
        Arguments.of("resources.cpu=1", "cpu"),
        Arguments.of("prometheusRule.alerts.ImageBlocked.treshold=1", "treshold"),
        Arguments.of("prometheusRule.alerts.ImageBlocked.for=soon", "for"),
        Arguments.of("networkPolicy.apiServerPorts={}", "apiServerPorts"),
        Arguments.of(
            "leaderElection.enabled=false", "all pods would work at the same time. Set replicas=1"),
        Arguments.of(
            "replicas=1,leaderElection.enabled=false,strategy.type=RollingUpdate",
            "strategy.type must be Recreate"),
        Arguments.of("imagePullSecrets[0].secret=pull", "imagePullSecrets"),
        Arguments.of("strategy.type=BlueGreen", "strategy"),
        Arguments.of("dnsConfig.servers={10.0.0.10}", "servers"),
        Arguments.of("global.imageRegistry=https://mirror.example", "imageRegistry"),
        Arguments.of("serviceAccount.create=false", "Name an account of its own"),
        Arguments.of(
            "podDisruptionBudget.minAvailable=1,podDisruptionBudget.maxUnavailable=1",
            "cannot both be set"),
        Arguments.of(
            "catalog.namespace=kube-system,catalog.name=operator-config",
            "allowlist and catalog name the same ConfigMap"),
        Arguments.of(
            "catalog.namespace=kube-system,catalog.settingsName=operator-config",
            "allowlist and the settings of the catalog name the same ConfigMap"),
        Arguments.of(
            "catalog.settingsName=profiler-images",
            "images and settings of tools cannot be in one ConfigMap"),
        Arguments.of("catalog.settings.aperf.privileged=true", "privileged"),
        Arguments.of(
            "allowlist.managed=true,allowlist.create=false",
            "allowlist.managed is true while allowlist.create is false"),
        Arguments.of(
            "extraEnv[0].name=LANGUAGE_OPERATOR_REVOCATION_POLICY",
            "extraEnv sets LANGUAGE_OPERATOR_REVOCATION_POLICY"),
        Arguments.of(
            "extraEnv[0].name=LANGUAGE_OPERATOR_ADMISSION_ENABLED",
            "extraEnv sets LANGUAGE_OPERATOR_ADMISSION_ENABLED"),
        Arguments.of(
            "extraEnv[0].name=LANGUAGE_OPERATOR_AUDIT_ENABLED",
            "extraEnv sets LANGUAGE_OPERATOR_AUDIT_ENABLED"),
        Arguments.of(
            "extraEnv[0].name=LANGUAGE_OPERATOR_POWERTOOL_ENABLED",
            "extraEnv sets LANGUAGE_OPERATOR_POWERTOOL_ENABLED"),
        Arguments.of(
            "prometheusRule.enabled=true,prometheusRule.alerts.NoSuchAlert.enabled=false",
            "there is no such alert"));
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void aBadValueIsRefusedInWordsThatNameIt(String set, String words) {
    assertThat(chart.refusal("--set", set)).contains(words);
  }

  @Test
  void theDigestWinsOverTheTag() {
    // Given
    String digest = "sha256:" + "a".repeat(64);

    // When
    String rendered =
        chart.template(
            "--show-only",
            "templates/deployment.yaml",
            "--set",
            "image.registry=r.example:5000,image.repository=a/b,image.tag=1.0,image.digest="
                + digest);

    // Then
    assertThat(rendered).contains("image: \"r.example:5000/a/b@" + digest + "\"");
  }

  @Test
  void aListOfNamespacesGivesRolesInsteadOfAClusterRole() {
    // When
    List<GenericKubernetesResource> objects =
        chart.objects("--set", "watchNamespaces={a,b},rbac.aggregate=false");

    // Then only the object that belongs to no namespace needs a ClusterRole
    assertThat(objects)
        .filteredOn(it -> it.getKind().startsWith("ClusterRole"))
        .extracting(it -> it.getMetadata().getName())
        .containsOnly("default:language-operator:admission");
    assertThat(objects)
        .filteredOn(it -> it.getKind().equals("Role"))
        .extracting(it -> it.getMetadata().getNamespace())
        .contains("a", "b", "kube-system", "toe-system");
  }

  @Test
  void rightsOnReportsAreGivenOnlyWhereReportsAreWritten() {
    // When
    List<GenericKubernetesResource> without = chart.objects();
    List<GenericKubernetesResource> unaudited =
        chart.objects("--set", "reports.enabled=true,audit.enabled=false");
    List<GenericKubernetesResource> everywhere = chart.objects("--set", "reports.enabled=true");
    List<GenericKubernetesResource> somewhere =
        chart.objects("--set", "reports.enabled=true,watchNamespaces={a,b}");

    // Then
    assertThat(without).noneMatch(RenderingIT::isAboutReports);
    assertThat(unaudited).noneMatch(RenderingIT::isAboutReports);
    assertThat(everywhere)
        .filteredOn(RenderingIT::isAboutReports)
        .extracting(GenericKubernetesResource::getKind)
        .containsExactlyInAnyOrder("ClusterRole", "ClusterRoleBinding");
    assertThat(somewhere)
        .filteredOn(RenderingIT::isAboutReports)
        .extracting(it -> it.getKind() + " " + it.getMetadata().getNamespace())
        .containsExactlyInAnyOrder(
            "ClusterRole null",
            "ClusterRoleBinding null",
            "Role a",
            "RoleBinding a",
            "Role b",
            "RoleBinding b");
  }

  private static boolean isAboutReports(GenericKubernetesResource object) {
    return object.getMetadata().getName().endsWith(":reports");
  }

  @ParameterizedTest
  @CsvSource({"''", "'watchNamespaces={a,b},'"})
  void wherePowerToolsAreSwitchedOffThereIsNoRightOnThem(String namespaces) {
    // When
    List<GenericKubernetesResource> off =
        chart.objects("--set", namespaces + "powertool.enabled=false");
    List<GenericKubernetesResource> audited =
        chart.objects("--set", namespaces + "powertool.enabled=false,audit.enabled=true");

    // Then
    assertThat(off)
        .noneMatch(it -> it.getMetadata().getName().endsWith(":catalog"))
        .noneMatch(it -> "toe-system".equals(it.getMetadata().getNamespace()))
        .noneMatch(it -> "toe-system".equals(it.getMetadata().getName()));
    assertThat(operatorsRules(off)).doesNotContain("powertools").doesNotContain("pods");
    assertThat(operatorsRules(audited))
        .doesNotContain("powertools")
        .contains("pods")
        .doesNotContain("pods/ephemeralcontainers");
    assertThat(off)
        .as("what stays: the CRD, and what users may do with their PowerTools")
        .anyMatch(
            it ->
                it.getKind().equals("CustomResourceDefinition")
                    && it.getMetadata().getName().startsWith("powertools."))
        .anyMatch(it -> it.getMetadata().getName().endsWith(":edit"));
  }

  /** Of the role in the watched namespaces. */
  private static List<String> operatorsRules(List<GenericKubernetesResource> objects) {
    return objects.stream()
        .filter(it -> it.getKind().endsWith("Role"))
        .filter(it -> it.getMetadata().getName().endsWith(":language-operator"))
        .flatMap(it -> Stream.of(String.valueOf(it.getAdditionalProperties().get("rules"))))
        .flatMap(text -> Stream.of(text.split("[\\[\\]{}, =]+")))
        .toList();
  }

  @Test
  void wherePowerToolsAreSwitchedOffThereIsNoAlertAboutThem() {
    // When
    Map<String, Object> rules =
        rules("--set", "prometheusRule.enabled=true,powertool.enabled=false");

    // Then
    assertThat(rules.toString())
        .contains("AllowlistUnavailable", "PolicyStale")
        .doesNotContain("CatalogUnavailable.md", "CatalogInvalidEntries", "ProfilerImageChanged")
        .doesNotContain("PowerToolFailed");
  }

  @Test
  void alertsKeepTheirTemplatesAndTakeChanges() {
    // Given an alert with a threshold
    Map<String, Object> rules = rules("--set", "prometheusRule.enabled=true");
    String name = alertWithThreshold(rules);
    String original = String.valueOf(rule(rules, name).get("expr"));
    assertThat(rules.toString()).contains("{{ $labels.");

    // When
    Map<String, Object> changed =
        rules(
            "--set",
            "prometheusRule.enabled=true,prometheusRule.alertLabels.team=x,"
                + "prometheusRule.extraRules[0].record=a:b,prometheusRule.extraRules[0].expr=1,"
                + "prometheusRule.alerts.%1$s.threshold=4711,prometheusRule.alerts.%1$s.for=7m,"
                    .formatted(name)
                + "prometheusRule.alerts.%s.keepFiringFor=9m,".formatted(name)
                + "prometheusRule.alerts.%s.severity=page".formatted(name));

    // Then
    assertThat(String.valueOf(rule(changed, name).get("expr")).strip())
        .endsWith(" 4711")
        .isEqualTo(original.strip().replaceFirst("[0-9.]+$", "4711"));
    assertThat(rule(changed, name))
        .containsEntry("for", "7m")
        .containsEntry("keep_firing_for", "9m");
    assertThat(rule(changed, name).get("labels")).hasToString("{severity=page, team=x}");
    assertThat(changed.toString()).contains("record=a:b");
    assertThat(
            rules(
                    "--set",
                    "prometheusRule.enabled=true,prometheusRule.alerts.%s.enabled=false"
                        .formatted(name))
                .toString())
        .doesNotContain("alert=" + name + ",");
  }

  @Test
  void alertsLinkToTheProjectUntilSomebodyHasRunbooksOfTheirOwn() {
    // When
    List<Object> own = runbooks("--set", "prometheusRule.enabled=true");
    List<Object> others =
        runbooks(
            "--set",
            "prometheusRule.enabled=true,prometheusRule.runbookUrl=https://wiki.example/runbooks/");

    // Then
    assertThat(own).contains(ProjectAddress.value() + "/docs/runbooks/ImageBlocked.md");
    assertThat(others)
        .hasSameSizeAs(own)
        .contains("https://wiki.example/runbooks/ImageBlocked.md")
        .allMatch(it -> it.toString().startsWith("https://wiki.example/runbooks/"));
  }

  @Test
  void alertsNameTheObjectsOfTheRelease() {
    // When
    List<Object> texts =
        annotations(
            "description",
            "--namespace",
            "home",
            "--set",
            "prometheusRule.enabled=true,nameOverride=guard,leaderElection.leaseName=baton,"
                + "allowlist.namespace=lists,allowlist.name=registries,allowlist.key=hosts,"
                + "catalog.namespace=tools,catalog.name=profilers");

    // Then
    assertThat(texts)
        .allSatisfy(
            text ->
                assertThat(text.toString())
                    .doesNotContain(
                        "kube-system",
                        "operator-config",
                        "allowed-registries",
                        "toe-system",
                        "profiler-images",
                        "=language-operator",
                        "lease language-operator"));
    assertThat(String.join("\n", texts.stream().map(Object::toString).toList()))
        .contains(
            "lists/registries, or its key hosts",
            "kubectl edit configmap registries -n lists",
            "kubectl get events -n lists ",
            "kubectl get configmap profilers -n tools",
            "kubectl get events -n tools ",
            "{{ or $labels.namespace \"home\" }}",
            "-l app.kubernetes.io/name=guard ",
            "kubectl get lease baton ");
  }

  @Test
  void eachInstallationHasAnOperatorDownOfItsOwn() {
    assertThat(rule(rules("--namespace", "home", "--set", ALERTS), "OperatorDown"))
        .containsEntry("expr", "absent(language_operator_allowlist_loaded{namespace=\"home\"})");
  }

  @Test
  void aReplicaIsMissedOnlyWhereThereAreSeveral() {
    // When
    Map<String, Object> three = rules("--set", ALERTS + ",replicas=3");
    Map<String, Object> atLeastTwo =
        rules(
            "--set", ALERTS + ",replicas=3,prometheusRule.alerts.OperatorReplicaDown.threshold=2");
    Map<String, Object> one = rules("--set", ALERTS + ",replicas=1");

    // Then
    assertThat(rule(three, REPLICA_DOWN).get("expr").toString()).endsWith(" < 3");
    assertThat(rule(atLeastTwo, REPLICA_DOWN).get("expr").toString()).endsWith(" < 2");
    assertThat(one.toString()).doesNotContain(REPLICA_DOWN);
  }

  private static List<Object> runbooks(String... arguments) {
    return annotations("runbook_url", arguments);
  }

  private static List<Object> annotations(String name, String... arguments) {
    return Rules.of(rules(arguments)).stream()
        .map(it -> ((Map<?, ?>) it.get("annotations")).get(name))
        .map(Object.class::cast)
        .toList();
  }

  private static Map<String, Object> rules(String... arguments) {
    return chart.objects(arguments).stream()
        .filter(it -> it.getKind().equals("PrometheusRule"))
        .findFirst()
        .orElseThrow()
        .getAdditionalProperties();
  }

  private static String alertWithThreshold(Map<String, Object> rules) {
    return Rules.of(rules).stream()
        .filter(it -> it.get("alert") != null)
        .filter(it -> it.get("expr").toString().strip().matches("(?s).*[<>=] [0-9.]+"))
        .map(it -> it.get("alert").toString())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> rule(Map<String, Object> rules, String alert) {
    return Rules.of(rules).stream()
        .filter(it -> alert.equals(it.get("alert")))
        .findFirst()
        .orElseThrow();
  }
}
