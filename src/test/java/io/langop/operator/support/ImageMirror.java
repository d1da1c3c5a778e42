package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/**
 * A policy of an administrator by which pods of one namespace, and ephemeral containers that are
 * added to them, get their images of Docker Hub from a mirror.
 */
public final class ImageMirror implements AutoCloseable {
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: mirror-%1$s}
      spec:
        failurePolicy: Fail
        reinvocationPolicy: Never
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
          resourceRules:
            - apiGroups: [""]
              apiVersions: [v1]
              operations: [CREATE, UPDATE]
              resources: [pods/ephemeralcontainers]
            - apiGroups: [""]
              apiVersions: [v1]
              operations: [CREATE]
              resources: [pods]
        mutations:
          - patchType: JSONPatch
            jsonPatch:
              expression: >-
                object.spec.containers.map(c, object.spec.containers.indexOf(c))
                .filter(i, request.operation == 'CREATE' && object.spec.containers[i].image.startsWith('docker.io/'))
                .map(i, JSONPatch{op: 'replace', path: '/spec/containers/' + string(i) + '/image',
                value: '%2$s/' + object.spec.containers[i].image.substring(10)})
                + (has(object.spec.ephemeralContainers) ?
                object.spec.ephemeralContainers.map(c, object.spec.ephemeralContainers.indexOf(c))
                .filter(i, object.spec.ephemeralContainers[i].image.startsWith('docker.io/'))
                .map(i, JSONPatch{op: 'replace', path: '/spec/ephemeralContainers/' + string(i) + '/image',
                value: '%2$s/' + object.spec.ephemeralContainers[i].image.substring(10)}) : [])
      """;
  private static final String BINDING =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: mirror-%1$s}
      spec: {policyName: mirror-%1$s}
      """;

  private static final String REPLACED = "docker.io/";

  private final KubernetesClient client;
  private final String mirror;
  private final List<GenericKubernetesResource> objects;

  private ImageMirror(
      KubernetesClient client, String mirror, List<GenericKubernetesResource> objects) {
    this.client = client;
    this.mirror = mirror;
    this.objects = objects;
  }

  /**
   * Replaces {@code docker.io/} in {@code namespace} from now on.
   *
   * @param mirror what takes its place, without a slash at the end
   */
  public static ImageMirror in(KubernetesClient client, String namespace, String mirror) {
    List<GenericKubernetesResource> objects =
        List.of(
            Serialization.unmarshal(
                POLICY.formatted(namespace, mirror), GenericKubernetesResource.class),
            Serialization.unmarshal(BINDING.formatted(namespace), GenericKubernetesResource.class));
    objects.forEach(object -> client.resource(object).create());
    Pod probe = new Profiling(client, namespace).newPod("probe", "probe", Map.of());
    probe.getSpec().getContainers().get(0).setImage("docker.io/library/nginx");
    Eventually.assertThat(
        () ->
            assertThat(client.resource(new PodBuilder(probe).build()).dryRun().create())
                .extracting(pod -> pod.getSpec().getContainers().get(0).getImage())
                .isEqualTo(mirror + "/library/nginx"));
    return new ImageMirror(client, mirror, objects);
  }

  /** What an image of Docker Hub becomes. */
  public String imageFor(String image) {
    return mirror + "/" + image.substring(REPLACED.length());
  }

  @Override
  public void close() {
    objects.forEach(object -> client.resource(object).delete());
  }
}
