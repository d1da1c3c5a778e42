package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy of the cluster, as many have one, that lets images of Docker Hub come from a mirror: in
 * the Deployments and pods of one namespace.
 */
public final class MirrorPolicy implements AutoCloseable {

  /** What stands in place of {@code docker.io/}. */
  public static final String MIRROR = "harbor.corp/hub/";

  private static final String HUB = "docker.io/";
  private static final String API = "admissionregistration.k8s.io/v1";

  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: %1$s}
      spec:
        failurePolicy: Fail
        reinvocationPolicy: Never
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %2$s}}
          resourceRules:
            - {apiGroups: ["%3$s"], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [%4$s]}
        variables:
          - name: pod
            expression: object.spec%5$s
        mutations:
          - patchType: JSONPatch
            jsonPatch:
              expression: >-
                (variables.pod.containers[0].image.startsWith('%6$s')
                  ? [JSONPatch{op: 'replace', path: '%7$s/containers/0/image',
                      value: '%8$s' + variables.pod.containers[0].image.substring(10)}]
                  : [])
                + (has(variables.pod.volumes) && size(variables.pod.volumes) > 0
                    && has(variables.pod.volumes[0].image)
                    && variables.pod.volumes[0].image.reference.startsWith('%6$s')
                  ? [JSONPatch{op: 'replace', path: '%7$s/volumes/0/image/reference',
                      value: '%8$s' + variables.pod.volumes[0].image.reference.substring(10)}]
                  : [])
      """;

  private static final String BINDING =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: %1$s}
      spec: {policyName: %1$s}
      """;

  private final KubernetesClient client;
  private final List<GenericKubernetesResource> objects;

  private MirrorPolicy(KubernetesClient client, String namespace) {
    this.client = client;
    String name = "mirror-" + namespace;
    this.objects =
        Stream.of(
                POLICY.formatted(
                    name + "-deployments",
                    namespace,
                    "apps",
                    "deployments",
                    ".template.spec",
                    HUB,
                    "/spec/template/spec",
                    MIRROR),
                POLICY.formatted(name + "-pods", namespace, "", "pods", "", HUB, "/spec", MIRROR),
                BINDING.formatted(name + "-deployments"),
                BINDING.formatted(name + "-pods"))
            .map(yaml -> Serialization.unmarshal(yaml, GenericKubernetesResource.class))
            .toList();
  }

  /** Whether the cluster knows such policies, which are a part of Kubernetes since 1.36. */
  public static boolean isKnownTo(KubernetesClient client) {
    return client.getApiResources(API) != null
        && client.getApiResources(API).getResources().stream()
            .anyMatch(resource -> resource.getKind().equals("MutatingAdmissionPolicy"));
  }

  /** Rewrites what is written in {@code namespace} from now on. */
  public static MirrorPolicy in(KubernetesClient client, String namespace) {
    MirrorPolicy policy = new MirrorPolicy(client, namespace);
    policy.objects.forEach(object -> client.resource(object).create());
    Pod probe =
        new PodBuilder()
            .withNewMetadata()
            .withName("probe")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("probe")
            .withImage(HUB + "a")
            .endContainer()
            .endSpec()
            .build();
    Eventually.assertThat(
        () ->
            assertThat(client.resource(probe).dryRun().create().getSpec().getContainers())
                .extracting("image")
                .containsExactly(MIRROR + "a"));
    return policy;
  }

  @Override
  public void close() {
    objects.forEach(object -> client.resource(object).delete());
  }
}
