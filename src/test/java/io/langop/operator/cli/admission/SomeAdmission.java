package io.langop.operator.cli.admission;

import io.langop.operator.allowlist.TextHash;
import io.langop.operator.cli.cluster.ClusterObject;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.command.ConfigMapPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** A cluster where the chart is installed, whose parts a test changes. */
final class SomeAdmission {

  static final ConfigMapPlace PLACE =
      new ConfigMapPlace("kube-system", "operator-config", "allowed-registries");
  static final String TEXT = "docker.io\nghcr.io/acme\n";

  private Reading<List<ClusterObject>> policies =
      Reading.of(
          List.of(
              policy("ops.pods", "CompiledAllowlist", "pods, pods/ephemeralcontainers"),
              policy("ops.pods-observed", "CompiledAllowlist", "pods"),
              policy("ops.templates", "CompiledAllowlist", "deployments"),
              object("ops.authors", Map.of(), "{matchConstraints: {resourceRules: []}}")));
  private Reading<List<ClusterObject>> bindings =
      Reading.of(
          List.of(
              binding("ops.pods.enforce", "ops.pods", "Deny", "enforce", "operator-config"),
              binding("ops.pods.warn", "ops.pods-observed", "Warn", "warn", "operator-config"),
              binding("ops.pods.audit", "ops.pods-observed", "Audit", "audit", "operator-config"),
              binding("ops.templates.warn", "ops.templates", "Warn", "enforce", "x"),
              binding("foreign", "foreign", "Deny", "enforce", "x")));
  private Reading<ClusterObject> compiled = Reading.of(compiledOf(TEXT));
  private Reading<String> text = Reading.of(TEXT);
  private Reading<List<ClusterObject>> namespaces = Reading.of(List.of());
  private String onlyNamespace;

  static ClusterObject object(String name, Map<String, String> labels, String spec) {
    Map<?, ?> read = new Yaml().load(spec);
    return new ClusterObject(name, labels, read);
  }

  static ClusterObject policy(String name, String paramKind, String resources) {
    return object(
        name,
        Map.of(),
        """
        paramKind: {apiVersion: langop.io/v1alpha1, kind: %s}
        matchConstraints: {resourceRules: [{apiGroups: [''], resources: [%s]}]}
        """
            .formatted(paramKind, resources));
  }

  static ClusterObject binding(
      String name, String policy, String action, String value, String compiledAllowlist) {
    return object(
        name,
        Map.of(),
        """
        policyName: %s
        validationActions: [%s]
        paramRef: {name: %s, parameterNotFoundAction: Deny}
        matchResources:
          namespaceSelector:
            matchExpressions: [{key: langop.io/image-policy, operator: In, values: [%s]}]
        """
            .formatted(policy, action, compiledAllowlist, value));
  }

  static ClusterObject compiledOf(String text) {
    return object(
        "operator-config",
        Map.of(),
        "{shown: '', entries: 2, sha256: '%s', provedAt: '2026-12-01T10:00:00Z'}"
            .formatted(TextHash.sha256(text)));
  }

  SomeAdmission policies(Reading<List<ClusterObject>> changed) {
    policies = changed;
    return this;
  }

  SomeAdmission bindings(Reading<List<ClusterObject>> changed) {
    bindings = changed;
    return this;
  }

  SomeAdmission compiled(Reading<ClusterObject> changed) {
    compiled = changed;
    return this;
  }

  SomeAdmission text(Reading<String> changed) {
    text = changed;
    return this;
  }

  /** Names and the values of their label, alternating. */
  SomeAdmission namespaces(String... namesAndValues) {
    List<ClusterObject> found = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      found.add(namespace(namesAndValues[i], namesAndValues[i + 1]));
    }
    namespaces = Reading.of(found);
    return this;
  }

  SomeAdmission withoutNamespaces() {
    namespaces = Reading.forbidden();
    onlyNamespace = "team-a";
    return this;
  }

  /** A namespace with the label, or without it where the value is {@code null}. */
  static ClusterObject namespace(String name, String value) {
    Map<String, String> labels = new HashMap<>(Map.of("kubernetes.io/metadata.name", name));
    if (value != null) {
      labels.put("langop.io/image-policy", value);
    }
    return new ClusterObject(name, labels, Map.of());
  }

  PodAdmission admission() {
    return PodAdmission.of(policies, bindings);
  }

  AdmissionStatus status() {
    PodAdmission admission = admission();
    return new AdmissionStatus(
        admission,
        CompiledState.of(PLACE, compiled, text),
        namespaces.map(
            found -> found.stream().map(one -> LabelledNamespace.of(one, admission)).toList()),
        onlyNamespace);
  }
}
