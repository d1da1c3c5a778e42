package io.langop.operator.pod;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.langop.operator.pod.PodParts.Container;
import io.langop.operator.pod.PodParts.Spec;
import io.langop.operator.pod.PodParts.Status;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pod as far as the operator looks at it. All pods of a cluster are watched, so nothing else of
 * them is kept in memory.
 */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(using = JsonDeserializer.None.class)
@RegisterForReflection
public final class WatchedPod implements HasMetadata, Namespaced {

  /** The one annotation that is kept: the container that is meant when none is named. */
  public static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  private static final long serialVersionUID = 1L;
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private ObjectMeta metadata = new ObjectMeta();
  private Spec spec = Spec.NONE;
  private Status status = Status.NONE;

  /** The same of a pod that was read as a whole. */
  public static WatchedPod of(Pod pod) {
    WatchedPod watched = new WatchedPod();
    watched.setMetadata(pod.getMetadata());
    watched.setSpec(Spec.of(pod.getSpec()));
    watched.setStatus(Status.of(pod.getStatus()));
    return watched;
  }

  /** The names of its containers, init and ephemeral ones not included. */
  public List<String> containers() {
    return spec.containers().stream().map(Container::name).toList();
  }

  /** The names of its init containers that run beside the others. */
  public List<String> sidecars() {
    return spec.initContainers().stream()
        .filter(init -> "Always".equals(init.restartPolicy()))
        .map(Container::name)
        .toList();
  }

  /** The container that its author declares the default one. */
  public Optional<String> defaultContainer() {
    return Optional.ofNullable(metadata.getAnnotations())
        .map(annotations -> annotations.get(DEFAULT_CONTAINER))
        .filter(name -> !name.isEmpty());
  }

  /** The names of its ephemeral containers. */
  public List<String> ephemeralContainers() {
    return spec.ephemeralContainers().stream().map(Container::name).toList();
  }

  /** The image of one of its ephemeral containers; empty text when it is too long to be kept. */
  public Optional<String> ephemeralImage(String name) {
    return spec.ephemeralContainers().stream()
        .filter(container -> container.name().equals(name))
        .map(Container::image)
        .findFirst();
  }

  /**
   * The images that it runs from as long as it runs: of its containers, of its init containers and
   * of its volumes.
   */
  public Stream<String> images() {
    return Stream.of(
            spec.containers().stream().map(Container::image),
            spec.initContainers().stream().map(Container::image),
            spec.volumes().stream().map(volume -> volume.image().reference()))
        .flatMap(images -> images);
  }

  /** Its ephemeral containers that have not ended. They are never started again. */
  public Stream<Container> liveEphemeralContainers() {
    return spec.ephemeralContainers().stream().filter(container -> !hasEnded(container.name()));
  }

  /** Whether all of it has ended for good. */
  public boolean hasEnded() {
    return ENDED.contains(phase());
  }

  private boolean hasEnded(String ephemeralContainer) {
    return state(ephemeralContainer).map(ContainerState::getTerminated).isPresent();
  }

  /** What the pod says of one of its ephemeral containers. */
  public Optional<ContainerState> state(String ephemeralContainer) {
    return status.ephemeralContainerStatuses().stream()
        .filter(container -> ephemeralContainer.equals(container.name()))
        .map(PodParts.ContainerStatus::state)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The phase; empty when the pod does not say. */
  public String phase() {
    return Objects.requireNonNullElse(status.phase(), "");
  }

  /** The labels, for selectors. */
  public Map<String, String> labels() {
    return Objects.requireNonNullElse(metadata.getLabels(), Map.of());
  }

  /** Whether another version of the pod is the same to the operator. */
  public boolean saysTheSameAs(WatchedPod other) {
    return Objects.equals(metadata.getUid(), other.metadata.getUid())
        && labels().equals(other.labels())
        && defaultContainer().equals(other.defaultContainer())
        && Objects.equals(metadata.getDeletionTimestamp(), other.metadata.getDeletionTimestamp())
        && spec.equals(other.spec)
        && status.equals(other.status);
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  /** Names of namespaces and labels are the same in many pods, so they are kept once. */
  @Override
  public void setMetadata(ObjectMeta metadata) {
    metadata.setNamespace(PodParts.shared(metadata.getNamespace()));
    if (metadata.getLabels() != null) {
      metadata.setLabels(
          metadata.getLabels().entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      label -> PodParts.shared(label.getKey()),
                      label -> PodParts.shared(label.getValue()))));
    }
    this.metadata = metadata;
  }

  public Spec getSpec() {
    return spec;
  }

  public void setSpec(Spec spec) {
    this.spec = spec == null ? Spec.NONE : spec;
  }

  public Status getStatus() {
    return status;
  }

  public void setStatus(Status status) {
    this.status = status == null ? Status.NONE : status;
  }

  @Override
  public String getKind() {
    return HasMetadata.getKind(WatchedPod.class);
  }

  @Override
  public String getApiVersion() {
    return HasMetadata.getApiVersion(WatchedPod.class);
  }

  @Override
  public void setApiVersion(String version) {
    // It is the one in the annotation.
  }
}
