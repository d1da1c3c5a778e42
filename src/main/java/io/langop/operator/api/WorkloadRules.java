package io.langop.operator.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of agents and tools that speak of several fields, so that an author reads of a mistake
 * when it is made.
 */
final class WorkloadRules {

  /** More images would make a status too long that names them. */
  private static final int MAX_IMAGE_VOLUMES = 8;

  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private static final List<String> PROBE_HANDLERS =
      List.of("exec", "grpc", "httpGet", "tcpSocket");

  private static final String LABEL_KEY =
      "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
          + "([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$";

  private WorkloadRules() {}

  static void finish(JSONSchemaProps spec) {
    JSONSchemaProps volumes = CrdFinisher.property(spec, "volumes");
    CrdFinisher.setKeys(volumes, "name");
    CrdFinisher.setKeys(CrdFinisher.property(spec, "volumeMounts"), "mountPath");
    CrdFinisher.setKeys(
        CrdFinisher.property(spec, "topologySpreadConstraints"),
        "topologyKey",
        "whenUnsatisfiable");

    JSONSchemaProps volume = volumes.getItems().getSchema();
    CrdFinisher.add(
        volume,
        exactlyOne(
            "a volume",
            volume.getProperties().keySet().stream()
                .filter(name -> !name.equals("name"))
                .toList()));
    downwardApi(volume);
    downwardApi(CrdFinisher.property(volume, "projected", "sources").getItems().getSchema());
    CrdFinisher.add(
        volumes,
        rule(
            "self.filter(v, has(v.image)).size() <= " + MAX_IMAGE_VOLUMES,
            "at most %d volumes may be images".formatted(MAX_IMAGE_VOLUMES)));
    CrdFinisher.add(
        spec,
        rule(
            "!has(self.volumeMounts) || self.volumeMounts.all(m, has(self.volumes)"
                + " && self.volumes.exists(v, v.name == m.name))",
            "each of volumeMounts must have the name of one of volumes"));
    for (String probe : PROBES) {
      CrdFinisher.add(CrdFinisher.property(spec, probe), exactlyOne("a probe", PROBE_HANDLERS));
      CrdFinisher.property(spec, probe, "exec", "command").setMinItems(1L);
    }
    CrdFinisher.add(
        CrdFinisher.property(spec, "readinessProbe"),
        rule(
            "!has(self.terminationGracePeriodSeconds)",
            "terminationGracePeriodSeconds is not for readinessProbe, which ends nothing"));

    for (String map : List.of("podLabels", "podAnnotations")) {
      CrdFinisher.add(
          CrdFinisher.property(spec, map),
          rule(
              "self.all(key, key.matches('%s'))".formatted(LABEL_KEY),
              map + ": keys must be names, if need be with a DNS name and '/' in front"));
      CrdFinisher.add(
          CrdFinisher.property(spec, map),
          rule(
              "self.all(key, !key.startsWith('langop.io/'))",
              map + ": keys that start with 'langop.io/' are the operator's own"));
    }
    CrdFinisher.add(
        CrdFinisher.property(spec, "podLabels"),
        rule(
            "self.all(key, key != 'app' && key != 'pod-template-hash'"
                + " && !(key.startsWith('app.kubernetes.io/')"
                + " && key.substring(18) in"
                + " ['name', 'instance', 'managed-by', 'part-of', 'component']))",
            "podLabels may not have 'app', 'pod-template-hash' or 'app.kubernetes.io/' with 'name',"
                + " 'instance', 'managed-by', 'part-of' or 'component': these tell whose pods they"
                + " are and are set by Kubernetes and the operator"));
  }

  private static void downwardApi(JSONSchemaProps source) {
    CrdFinisher.add(
        CrdFinisher.property(source, "downwardAPI", "items").getItems().getSchema(),
        exactlyOne("a file of downwardAPI", List.of("fieldRef", "resourceFieldRef")));
  }

  private static ValidationRule exactlyOne(String what, Collection<String> fields) {
    return rule(
        fields.stream()
                .map(name -> "has(self.%s)".formatted(name))
                .collect(Collectors.joining(", ", "[", "]"))
            + ".exists_one(given, given)",
        "%s must have exactly one of: %s".formatted(what, String.join(", ", fields)));
  }

  private static ValidationRule rule(String expression, String message) {
    return new ValidationRuleBuilder().withRule(expression).withMessage(message).build();
  }
}
