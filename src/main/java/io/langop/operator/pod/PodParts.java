package io.langop.operator.pod;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The parts of a {@link WatchedPod}, named as in the API. */
public final class PodParts {

  /** Characters; users may write longer ones, of which there is no need to keep any twice. */
  private static final int LONGEST = 512;

  private static final TextPool TEXTS = new TextPool(1 << 13, LONGEST);

  private PodParts() {}

  /** A container of any kind. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Container(String name, String image, String restartPolicy) {

    public Container {
      name = sharedOrEmpty(name);
      image = sharedOrEmpty(image);
    }
  }

  /**
   * A volume whose files come from an image.
   *
   * @param image {@code null} for a volume of another kind
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Volume(VolumeImage image) {}

  /** The image of a volume. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record VolumeImage(String reference) {

    public VolumeImage {
      reference = sharedOrEmpty(reference);
    }
  }

  /** The containers of a pod, and its volumes that are images. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Spec(
      List<Container> containers,
      List<Container> initContainers,
      List<Container> ephemeralContainers,
      List<Volume> volumes) {

    static final Spec NONE = new Spec(null, null, null, null);

    public Spec {
      containers = orEmpty(containers);
      initContainers = orEmpty(initContainers);
      ephemeralContainers = orEmpty(ephemeralContainers);
      volumes = orEmpty(volumes).stream().filter(volume -> volume.image() != null).toList();
    }

    static Spec of(PodSpec spec) {
      return new Spec(
          spec.getContainers().stream().map(Spec::of).toList(),
          spec.getInitContainers().stream().map(Spec::of).toList(),
          spec.getEphemeralContainers().stream()
              .map(container -> new Container(container.getName(), container.getImage(), null))
              .toList(),
          spec.getVolumes().stream().map(volume -> new Volume(of(volume.getImage()))).toList());
    }

    private static Container of(io.fabric8.kubernetes.api.model.Container container) {
      return new Container(container.getName(), container.getImage(), container.getRestartPolicy());
    }

    private static VolumeImage of(ImageVolumeSource image) {
      return image == null ? null : new VolumeImage(image.getReference());
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
      phase = shared(phase);
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

  /** Names, labels and images are the same in many pods. */
  static String shared(String text) {
    return TEXTS.share(text);
  }

  private static String sharedOrEmpty(String text) {
    return text == null ? "" : shared(text);
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
