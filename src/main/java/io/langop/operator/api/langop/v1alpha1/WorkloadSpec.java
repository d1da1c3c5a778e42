package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;

/** What an author may say of any workload. An absent field is {@code null}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class WorkloadSpec {

  /** How often the kubelet pulls the image, as in a container of a pod. */
  public enum ImagePullPolicy {
    Always,
    IfNotPresent,
    Never
  }

  @Required
  @Size(max = 1024)
  @ValidationRule(
      value = "self.size() > 0",
      message = "image must name a container image, for example ghcr.io/acme/agent:1.0")
  @JsonPropertyDescription(
      "Container image to run, for example ghcr.io/acme/agent:1.0. It runs only if its registry is"
          + " on the administrator's allowlist; status.conditions tells.")
  private String image;

  @Min(0)
  @JsonPropertyDescription(
      "Number of pods. Unset: one at creation, afterwards left to others that scale the Deployment"
          + " (for example a HorizontalPodAutoscaler).")
  private Integer replicas;

  @JsonPropertyDescription("When to pull the image: Always, IfNotPresent or Never.")
  private ImagePullPolicy imagePullPolicy;

  @JsonPropertyDescription("Secrets of the same namespace that hold registry credentials.")
  private List<LocalObjectReference> imagePullSecrets;

  @JsonPropertyDescription("Command to run instead of the image's entry point.")
  private List<String> command;

  @JsonPropertyDescription("Arguments of the command.")
  private List<String> args;

  @JsonPropertyDescription("Environment variables. Of two with the same name the later one holds.")
  private List<EnvVar> env;

  @JsonPropertyDescription("ConfigMaps and Secrets whose keys become environment variables.")
  private List<EnvFromSource> envFrom;

  @JsonPropertyDescription("CPU, memory and other resources of the container.")
  private ResourceRequirements resources;

  @JsonPropertyDescription(
      "ServiceAccount of the pods. Unset: the namespace's default one, without its token.")
  private String serviceAccountName;

  @JsonPropertyDescription(
      "Security settings of the pods. Unset fields get safe defaults: seccomp RuntimeDefault.")
  private PodSecurityContext podSecurityContext;

  @JsonPropertyDescription(
      "Security settings of the container. Unset fields get safe defaults: no privilege"
          + " escalation.")
  private SecurityContext securityContext;

  @JsonPropertyDescription("Labels that a node must have to run the pods.")
  private Map<String, String> nodeSelector;

  @JsonPropertyDescription("Node taints that the pods tolerate.")
  private List<Toleration> tolerations;

  @JsonPropertyDescription("Rules of affinity and anti-affinity of the pods.")
  private Affinity affinity;

  @JsonPropertyDescription("How the pods are spread over nodes, zones and the like.")
  private List<TopologySpreadConstraint> topologySpreadConstraints;

  @JsonPropertyDescription("PriorityClass of the pods.")
  private String priorityClassName;

  @JsonPropertyDescription(
      "Seconds that a pod has to end by itself before it is killed. Unset: 30.")
  private Long terminationGracePeriodSeconds;

  @JsonPropertyDescription(
      "Volumes of the pods. The image of an image volume has to be on the allowlist, too.")
  private List<WorkloadVolume> volumes;

  @JsonPropertyDescription("Where the volumes are in the container's file system.")
  private List<VolumeMount> volumeMounts;

  @JsonPropertyDescription("When to restart the container because it hangs.")
  private Probe livenessProbe;

  @JsonPropertyDescription("When a pod is ready to serve.")
  private Probe readinessProbe;

  @JsonPropertyDescription("When the container has started; until then the other probes wait.")
  private Probe startupProbe;

  @JsonPropertyDescription(
      "More labels of the pods. Those that the operator sets itself are refused here.")
  private Map<String, String> podLabels;

  @JsonPropertyDescription("Annotations of the pods.")
  private Map<String, String> podAnnotations;

  public String getImage() {
    return image;
  }

  public void setImage(String image) {
    this.image = image;
  }

  public Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(Integer replicas) {
    this.replicas = replicas;
  }

  public ImagePullPolicy getImagePullPolicy() {
    return imagePullPolicy;
  }

  public void setImagePullPolicy(ImagePullPolicy imagePullPolicy) {
    this.imagePullPolicy = imagePullPolicy;
  }

  public List<LocalObjectReference> getImagePullSecrets() {
    return imagePullSecrets;
  }

  public void setImagePullSecrets(List<LocalObjectReference> imagePullSecrets) {
    this.imagePullSecrets = imagePullSecrets;
  }

  public List<String> getCommand() {
    return command;
  }

  public void setCommand(List<String> command) {
    this.command = command;
  }

  public List<String> getArgs() {
    return args;
  }

  public void setArgs(List<String> args) {
    this.args = args;
  }

  public List<EnvVar> getEnv() {
    return env;
  }

  public void setEnv(List<EnvVar> env) {
    this.env = env;
  }

  public List<EnvFromSource> getEnvFrom() {
    return envFrom;
  }

  public void setEnvFrom(List<EnvFromSource> envFrom) {
    this.envFrom = envFrom;
  }

  public ResourceRequirements getResources() {
    return resources;
  }

  public void setResources(ResourceRequirements resources) {
    this.resources = resources;
  }

  public String getServiceAccountName() {
    return serviceAccountName;
  }

  public void setServiceAccountName(String serviceAccountName) {
    this.serviceAccountName = serviceAccountName;
  }

  public PodSecurityContext getPodSecurityContext() {
    return podSecurityContext;
  }

  public void setPodSecurityContext(PodSecurityContext podSecurityContext) {
    this.podSecurityContext = podSecurityContext;
  }

  public SecurityContext getSecurityContext() {
    return securityContext;
  }

  public void setSecurityContext(SecurityContext securityContext) {
    this.securityContext = securityContext;
  }

  public Map<String, String> getNodeSelector() {
    return nodeSelector;
  }

  public void setNodeSelector(Map<String, String> nodeSelector) {
    this.nodeSelector = nodeSelector;
  }

  public List<Toleration> getTolerations() {
    return tolerations;
  }

  public void setTolerations(List<Toleration> tolerations) {
    this.tolerations = tolerations;
  }

  public Affinity getAffinity() {
    return affinity;
  }

  public void setAffinity(Affinity affinity) {
    this.affinity = affinity;
  }

  public List<TopologySpreadConstraint> getTopologySpreadConstraints() {
    return topologySpreadConstraints;
  }

  public void setTopologySpreadConstraints(
      List<TopologySpreadConstraint> topologySpreadConstraints) {
    this.topologySpreadConstraints = topologySpreadConstraints;
  }

  public String getPriorityClassName() {
    return priorityClassName;
  }

  public void setPriorityClassName(String priorityClassName) {
    this.priorityClassName = priorityClassName;
  }

  public Long getTerminationGracePeriodSeconds() {
    return terminationGracePeriodSeconds;
  }

  public void setTerminationGracePeriodSeconds(Long terminationGracePeriodSeconds) {
    this.terminationGracePeriodSeconds = terminationGracePeriodSeconds;
  }

  public List<WorkloadVolume> getVolumes() {
    return volumes;
  }

  public void setVolumes(List<WorkloadVolume> volumes) {
    this.volumes = volumes;
  }

  public List<VolumeMount> getVolumeMounts() {
    return volumeMounts;
  }

  public void setVolumeMounts(List<VolumeMount> volumeMounts) {
    this.volumeMounts = volumeMounts;
  }

  public Probe getLivenessProbe() {
    return livenessProbe;
  }

  public void setLivenessProbe(Probe livenessProbe) {
    this.livenessProbe = livenessProbe;
  }

  public Probe getReadinessProbe() {
    return readinessProbe;
  }

  public void setReadinessProbe(Probe readinessProbe) {
    this.readinessProbe = readinessProbe;
  }

  public Probe getStartupProbe() {
    return startupProbe;
  }

  public void setStartupProbe(Probe startupProbe) {
    this.startupProbe = startupProbe;
  }

  public Map<String, String> getPodLabels() {
    return podLabels;
  }

  public void setPodLabels(Map<String, String> podLabels) {
    this.podLabels = podLabels;
  }

  public Map<String, String> getPodAnnotations() {
    return podAnnotations;
  }

  public void setPodAnnotations(Map<String, String> podAnnotations) {
    this.podAnnotations = podAnnotations;
  }
}
