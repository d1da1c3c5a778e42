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
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
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
      "Number of pods. Unset: one at creation, afterwards left to whoever scales the Deployment"
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
}
