package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;

/**
 * A volume of the pods, with the types of Kubernetes that are in use and whose fields can be
 * bounded. An absent field is {@code null}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class WorkloadVolume {

  @Required
  @JsonPropertyDescription("Name by which volumeMounts refer to it.")
  private String name;

  @JsonPropertyDescription("Files from a ConfigMap.")
  private ConfigMapVolumeSource configMap;

  @JsonPropertyDescription("A volume that a CSI driver makes for the pod.")
  private CSIVolumeSource csi;

  @JsonPropertyDescription("Files that tell about the pod itself.")
  private DownwardAPIVolumeSource downwardAPI;

  @JsonPropertyDescription("A directory that is empty at first and goes with the pod.")
  private EmptyDirVolumeSource emptyDir;

  @JsonPropertyDescription("A file or directory of the node.")
  private HostPathVolumeSource hostPath;

  @JsonPropertyDescription("Files from a container image, which has to be on the allowlist.")
  private ImageVolumeSource image;

  @JsonPropertyDescription("A directory of an NFS server.")
  private NFSVolumeSource nfs;

  @JsonPropertyDescription("A claim of the same namespace.")
  private PersistentVolumeClaimVolumeSource persistentVolumeClaim;

  @JsonPropertyDescription("Files from several sources in one directory.")
  private ProjectedVolumeSource projected;

  @JsonPropertyDescription("Files from a Secret.")
  private SecretVolumeSource secret;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public ConfigMapVolumeSource getConfigMap() {
    return configMap;
  }

  public void setConfigMap(ConfigMapVolumeSource configMap) {
    this.configMap = configMap;
  }

  public CSIVolumeSource getCsi() {
    return csi;
  }

  public void setCsi(CSIVolumeSource csi) {
    this.csi = csi;
  }

  @JsonProperty("downwardAPI")
  public DownwardAPIVolumeSource getDownwardAPI() {
    return downwardAPI;
  }

  @JsonProperty("downwardAPI")
  public void setDownwardAPI(DownwardAPIVolumeSource downwardAPI) {
    this.downwardAPI = downwardAPI;
  }

  public EmptyDirVolumeSource getEmptyDir() {
    return emptyDir;
  }

  public void setEmptyDir(EmptyDirVolumeSource emptyDir) {
    this.emptyDir = emptyDir;
  }

  public HostPathVolumeSource getHostPath() {
    return hostPath;
  }

  public void setHostPath(HostPathVolumeSource hostPath) {
    this.hostPath = hostPath;
  }

  public ImageVolumeSource getImage() {
    return image;
  }

  public void setImage(ImageVolumeSource image) {
    this.image = image;
  }

  public NFSVolumeSource getNfs() {
    return nfs;
  }

  public void setNfs(NFSVolumeSource nfs) {
    this.nfs = nfs;
  }

  public PersistentVolumeClaimVolumeSource getPersistentVolumeClaim() {
    return persistentVolumeClaim;
  }

  public void setPersistentVolumeClaim(PersistentVolumeClaimVolumeSource persistentVolumeClaim) {
    this.persistentVolumeClaim = persistentVolumeClaim;
  }

  public ProjectedVolumeSource getProjected() {
    return projected;
  }

  public void setProjected(ProjectedVolumeSource projected) {
    this.projected = projected;
  }

  public SecretVolumeSource getSecret() {
    return secret;
  }

  public void setSecret(SecretVolumeSource secret) {
    this.secret = secret;
  }
}
