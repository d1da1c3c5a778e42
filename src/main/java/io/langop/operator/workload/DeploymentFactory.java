package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.api.Labels;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadVolume;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Builds the Deployment of a workload: what its author asked for, with safe defaults. */
public final class DeploymentFactory {

  /**
   * Said rather than left out: a name taken back by its author would live on in the Deployment, in
   * the deprecated field {@code serviceAccount} that the API server keeps beside this one.
   */
  private static final String DEFAULT_SERVICE_ACCOUNT = "default";

  /** Contains privilege escalation, see the API server's validation of security contexts. */
  private static final String CAP_SYS_ADMIN = "CAP_SYS_ADMIN";

  private DeploymentFactory() {}

  /**
   * The Deployment of a workload.
   *
   * <p>The container names the image as it was decided, not as it was written: a short name such as
   * {@code nginx} means docker.io to the allowlist, but some container runtimes look it up
   * elsewhere.
   *
   * @param ownEnv environment variables set by the operator; they win over the author's
   */
  public static Deployment deployment(
      HasMetadata owner,
      WorkloadSpec spec,
      String component,
      ImageReference image,
      Map<String, String> ownEnv) {
    Map<String, String> labels = Labels.of(owner, component);
    return new DeploymentBuilder()
        .withMetadata(metadata(owner, spec, component))
        .withNewSpec()
        .withReplicas(spec.getReplicas())
        .withNewSelector()
        .withMatchLabels(Labels.selector(owner, component))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(podLabels(spec, labels))
        .withAnnotations(spec.getPodAnnotations())
        .endMetadata()
        .withSpec(podSpec(spec, component, image, ownEnv))
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Of a spec that has changed since, it is still known which volumes are not somebody else's. */
  private static ObjectMeta metadata(HasMetadata owner, WorkloadSpec spec, String component) {
    ObjectMeta metadata = OwnedMetadata.of(owner, component);
    String names =
        SpecImages.imageVolumes(spec)
            .map(WorkloadVolume::getName)
            .sorted()
            .collect(Collectors.joining(","));
    if (!names.isEmpty()) {
      metadata.setAnnotations(Map.of(Labels.IMAGE_VOLUMES, names));
    }
    return metadata;
  }

  private static PodSpec podSpec(
      WorkloadSpec spec, String component, ImageReference image, Map<String, String> ownEnv) {
    String named = spec.getServiceAccountName();
    boolean unnamed = named == null || named.isEmpty();
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(unnamed ? false : null)
        .withServiceAccountName(unnamed ? DEFAULT_SERVICE_ACCOUNT : named)
        .withImagePullSecrets(imagePullSecrets(spec.getImagePullSecrets()))
        .withSecurityContext(podSecurityContext(spec.getPodSecurityContext()))
        .withNodeSelector(spec.getNodeSelector())
        .withTolerations(each(spec.getTolerations(), ApiForm::of))
        .withAffinity(spec.getAffinity())
        .withTopologySpreadConstraints(spec.getTopologySpreadConstraints())
        .withPriorityClassName(ApiForm.text(spec.getPriorityClassName()))
        .withTerminationGracePeriodSeconds(spec.getTerminationGracePeriodSeconds())
        .withVolumes(Volumes.of(spec))
        .withContainers(
            new ContainerBuilder()
                .withName(component)
                .withImage(image.canonical())
                .withImagePullPolicy(
                    spec.getImagePullPolicy() == null ? null : spec.getImagePullPolicy().name())
                .withCommand(spec.getCommand())
                .withArgs(spec.getArgs())
                .withEnv(env(spec.getEnv(), ownEnv))
                .withEnvFrom(each(spec.getEnvFrom(), ApiForm::of))
                .withResources(spec.getResources())
                .withSecurityContext(securityContext(spec.getSecurityContext()))
                .withVolumeMounts(Volumes.mounts(spec))
                .withLivenessProbe(ApiForm.of(spec.getLivenessProbe()))
                .withReadinessProbe(ApiForm.of(spec.getReadinessProbe()))
                .withStartupProbe(ApiForm.of(spec.getStartupProbe()))
                .build())
        .build();
  }

  /** The CRD refuses the operator's own keys; a resource of before would not win either. */
  private static Map<String, String> podLabels(WorkloadSpec spec, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>();
    if (spec.getPodLabels() != null) {
      all.putAll(spec.getPodLabels());
    }
    all.putAll(own);
    return all;
  }

  /**
   * Server-side apply refuses two variables of one name, where a pod takes the later one. Our own
   * come in one order, always: another order is another pod template, which replaces every pod.
   */
  private static List<EnvVar> env(List<EnvVar> authors, Map<String, String> own) {
    Map<String, EnvVar> byName = new LinkedHashMap<>();
    if (authors != null) {
      authors.forEach(variable -> byName.put(variable.getName(), ApiForm.of(variable)));
    }
    new TreeMap<>(own).forEach((name, value) -> byName.put(name, new EnvVar(name, value, null)));
    return new ArrayList<>(byName.values());
  }

  private static <T> List<T> each(List<T> asked, UnaryOperator<T> form) {
    return asked == null ? null : asked.stream().map(form).toList();
  }

  /** Server-side apply refuses one name twice, where a pod takes it. */
  private static List<LocalObjectReference> imagePullSecrets(List<LocalObjectReference> authors) {
    return authors == null ? null : authors.stream().distinct().toList();
  }

  private static PodSecurityContext podSecurityContext(PodSecurityContext asked) {
    if (asked != null && asked.getSeccompProfile() != null) {
      return asked;
    }
    PodSecurityContextBuilder builder =
        asked == null ? new PodSecurityContextBuilder() : new PodSecurityContextBuilder(asked);
    return builder.withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile().build();
  }

  /** The API server refuses to deny escalation to a container that has all privileges anyway. */
  private static SecurityContext securityContext(SecurityContext asked) {
    if (asked == null) {
      return new SecurityContextBuilder().withAllowPrivilegeEscalation(false).build();
    }
    boolean leave =
        asked.getAllowPrivilegeEscalation() != null
            || Boolean.TRUE.equals(asked.getPrivileged())
            || (asked.getCapabilities() != null
                && asked.getCapabilities().getAdd().contains(CAP_SYS_ADMIN));
    return leave
        ? asked
        : new SecurityContextBuilder(asked).withAllowPrivilegeEscalation(false).build();
  }
}
