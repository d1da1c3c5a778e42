package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.function.Function;

/**
 * One field of a spec: an example, and what becomes of it in the Deployment.
 *
 * @param example the value in YAML
 * @param expected what the Deployment shall have, in YAML; more is no harm
 * @param where the place in the Deployment
 */
record SpecField(String name, String example, String expected, Function<Deployment, Object> where) {

  /** The fields of every workload. */
  static final List<SpecField> COMMON =
      List.of(
          container("image", "ghcr.io/acme/agent:1.0", Container::getImage),
          new SpecField("replicas", "3", "3", deployment -> deployment.getSpec().getReplicas()),
          container("imagePullPolicy", "Always", Container::getImagePullPolicy),
          pod("imagePullSecrets", "[{name: first}, {name: second}]", PodSpec::getImagePullSecrets),
          container("command", "[/bin/run, --fast]", Container::getCommand),
          container("args", "['--level', 'high', '']", Container::getArgs),
          container(
              "env",
              """
              - {name: PLAIN, value: text}
              - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
              - {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
              - {name: SETTING, valueFrom: {configMapKeyRef: {name: settings, key: a, optional: true}}}
              - {name: PASSWORD, valueFrom: {secretKeyRef: {name: secrets, key: b}}}
              """,
              container -> container.getEnv().subList(0, 5)),
          container(
              "envFrom",
              """
              - {configMapRef: {name: settings, optional: true}}
              - {prefix: S_, secretRef: {name: secrets}}
              """,
              Container::getEnvFrom),
          container(
              "resources",
              "{limits: {cpu: 2, memory: 128Mi}, requests: {cpu: 250m, memory: 64Mi}}",
              "{limits: {cpu: '2', memory: 128Mi}, requests: {cpu: 250m, memory: 64Mi}}",
              Container::getResources),
          pod("serviceAccountName", "robot", PodSpec::getServiceAccountName),
          pod(
              "podSecurityContext",
              """
              runAsNonRoot: true
              runAsUser: 1000
              fsGroup: 2000
              fsGroupChangePolicy: OnRootMismatch
              supplementalGroups: [3000]
              sysctls: [{name: net.ipv4.tcp_syncookies, value: '1'}]
              seccompProfile: {type: Localhost, localhostProfile: profiles/agent.json}
              """,
              PodSpec::getSecurityContext),
          container(
              "securityContext",
              """
              allowPrivilegeEscalation: true
              readOnlyRootFilesystem: true
              runAsGroup: 1000
              capabilities: {add: [NET_BIND_SERVICE], drop: [ALL]}
              """,
              Container::getSecurityContext),
          pod("nodeSelector", "{disk: ssd, example.com/zone: a}", PodSpec::getNodeSelector),
          pod(
              "tolerations",
              """
              - {key: gpu, operator: Exists, effect: NoSchedule}
              - {key: slow, operator: Equal, value: 'yes', effect: NoExecute, tolerationSeconds: 60}
              """,
              PodSpec::getTolerations),
          pod(
              "affinity",
              """
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{key: disk, operator: In, values: [ssd]}]
              podAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 5
                    podAffinityTerm:
                      topologyKey: zone
                      labelSelector: {matchLabels: {app: database}}
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchExpressions: [{key: app, operator: Exists}]}
              """,
              PodSpec::getAffinity),
          pod(
              "topologySpreadConstraints",
              """
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app: web}}
              """,
              PodSpec::getTopologySpreadConstraints),
          pod("priorityClassName", "system-cluster-critical", PodSpec::getPriorityClassName),
          pod("terminationGracePeriodSeconds", "7", PodSpec::getTerminationGracePeriodSeconds),
          pod(
              "volumes",
              """
              - {name: a, configMap: {name: settings, optional: true, items: [{key: a, path: b}]}}
              - {name: b, csi: {driver: csi.example.com, volumeAttributes: {a: b}}}
              - {name: c, downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.name}}]}}
              - {name: d, emptyDir: {sizeLimit: 1Gi}}
              - {name: e, hostPath: {path: /var/log, type: Directory}}
              - {name: f, image: {reference: ghcr.io/acme/model:1, pullPolicy: Always}}
              - {name: g, nfs: {server: nfs.example.com, path: /a}}
              - {name: h, persistentVolumeClaim: {claimName: data, readOnly: true}}
              - name: i
                projected:
                  sources:
                    - {configMap: {name: settings}}
                    - {serviceAccountToken: {path: token}}
                    - {downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: x, resource: limits.cpu}}]}}
              - {name: j, secret: {secretName: secrets, defaultMode: 256}}
              """,
              PodSpec::getVolumes),
          container(
              "volumeMounts",
              """
              - {name: d, mountPath: /tmp, subPath: a}
              - {name: f, mountPath: /model, readOnly: true}
              """,
              Container::getVolumeMounts),
          container(
              "livenessProbe",
              "{exec: {command: [/bin/alive]}, periodSeconds: 5}",
              Container::getLivenessProbe),
          container(
              "readinessProbe",
              """
              httpGet: {path: /ready, port: 8080, scheme: HTTPS, httpHeaders: [{name: A, value: b}]}
              successThreshold: 2
              """,
              Container::getReadinessProbe),
          container(
              "startupProbe",
              "{grpc: {port: 9000, service: agent}, failureThreshold: 30}",
              Container::getStartupProbe),
          new SpecField(
              "podLabels",
              "{team: a, app.kubernetes.io/version: '1.0'}",
              "{team: a, app.kubernetes.io/version: '1.0', app.kubernetes.io/managed-by: language-operator}",
              deployment -> deployment.getSpec().getTemplate().getMetadata().getLabels()),
          new SpecField(
              "podAnnotations",
              "{example.com/note: 'two words'}",
              "{example.com/note: 'two words'}",
              deployment -> deployment.getSpec().getTemplate().getMetadata().getAnnotations()));

  /** The fields that only agents have. */
  static final List<SpecField> OF_AGENTS =
      List.of(
          new SpecField(
              "instructions",
              "'Read the news. Then: \"summarise\" them, in 2 lines'",
              "'Read the news. Then: \"summarise\" them, in 2 lines'",
              deployment -> env(deployment, "AGENT_INSTRUCTIONS")));

  /** The fields that only tools have. */
  static final List<SpecField> OF_TOOLS =
      List.of(
          new SpecField(
              "type",
              "openapi",
              "[openapi, openapi]",
              deployment ->
                  List.of(
                      env(deployment, "TOOL_TYPE"),
                      deployment
                          .getSpec()
                          .getTemplate()
                          .getMetadata()
                          .getLabels()
                          .get("langop.io/tool-type"))),
          new SpecField(
              "port",
              "9090",
              "['9090', 9090]",
              deployment ->
                  List.of(
                      env(deployment, "TOOL_PORT"),
                      container(deployment).getPorts().get(0).getContainerPort())));

  private static SpecField container(
      String name, String example, Function<Container, Object> where) {
    return container(name, example, example, where);
  }

  private static SpecField container(
      String name, String example, String expected, Function<Container, Object> where) {
    return new SpecField(name, example, expected, deployment -> where.apply(container(deployment)));
  }

  private static SpecField pod(String name, String example, Function<PodSpec, Object> where) {
    return new SpecField(
        name,
        example,
        example,
        deployment -> where.apply(deployment.getSpec().getTemplate().getSpec()));
  }

  /** The line or lines of a spec that set this field. */
  String yaml() {
    return name + ":\n" + example.indent(2);
  }

  /** Fails unless the Deployment has what this field asks for. */
  void assertIn(Deployment deployment) {
    JsonNode wanted = Serialization.unmarshal("---\n" + expected, JsonNode.class);
    JsonNode actual =
        Serialization.unmarshal(Serialization.asJson(where.apply(deployment)), JsonNode.class);
    assertHas(name, actual, wanted);
  }

  private static void assertHas(String path, JsonNode actual, JsonNode wanted) {
    assertThat(actual).as(path).isNotNull();
    if (wanted.isObject()) {
      wanted
          .properties()
          .forEach(
              field ->
                  assertHas(
                      path + "." + field.getKey(), actual.get(field.getKey()), field.getValue()));
    } else if (wanted.isArray()) {
      assertThat(actual).as(path).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        assertHas(path + "[" + i + "]", actual.get(i), wanted.get(i));
      }
    } else {
      assertThat(actual.asText()).as(path).isEqualTo(wanted.asText());
    }
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private static String env(Deployment deployment, String name) {
    return container(deployment).getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No environment variable " + name))
        .getValue();
  }

  @Override
  public String toString() {
    return name;
  }
}
