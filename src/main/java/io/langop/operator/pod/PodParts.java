package io.langop.operator.pod;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The parts of a {@link WatchedPod}, named as in the API. */
public final class PodParts {

  private PodParts() {}

  /** A container of any kind. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Container(String name, String restartPolicy) {

    /** Names of containers are the same in many pods, so they are kept once. */
    public Container {
      name = name == null ? "" : name.intern();
    }
  }

  /** The containers of a pod. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Spec(
      List<Container> containers,
      List<Container> initContainers,
      List<Container> ephemeralContainers) {

    static final Spec NONE = new Spec(null, null, null);

    public Spec {
      containers = orEmpty(containers);
      initContainers = orEmpty(initContainers);
      ephemeralContainers = orEmpty(ephemeralContainers);
    }

    static Spec of(PodSpec spec) {
      return new Spec(
          spec.getContainers().stream()
              .map(container -> new Container(container.getName(), container.getRestartPolicy()))
              .toList(),
          spec.getInitContainers().stream()
              .map(container -> new Container(container.getName(), container.getRestartPolicy()))
              .toList(),
          spec.getEphemeralContainers().stream()
              .map(container -> new Container(container.getName(), null))
              .toList());
    }
  }

  /** What a pod says of one container. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record ContainerStatus(String name, ContainerState state) {}

  /** How a pod fares. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Status(String phase, List<ContainerStatus> ephemeralContainerStatuses) {

    static final Status NONE = new Status(null, null);

    public Status {
      phase = phase == null ? null : phase.intern();
      ephemeralContainerStatuses = orEmpty(ephemeralContainerStatuses);
    }

    static Status of(PodStatus status) {
      return status == null
          ? NONE
          : new Status(
              status.getPhase(),
              status.getEphemeralContainerStatuses().stream()
                  .map(container -> new ContainerStatus(container.getName(), container.getState()))
                  .toList());
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
