package io.langop.operator.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunningPodsTest {
  private static final Workload OWNER = new Workload("apps", "Deployment", "a", "web");

  private static RunningPods profiled(String image) {
    return new RunningPods(
        List.of(new RunningPod("a", "p", List.of("nginx"), List.of(image), OWNER, "")),
        0,
        List.of());
  }

  @Test
  void aProfilerIsOneIfItsImageIsInTheCatalog() {
    // When
    RunningPods pods =
        profiled("evil.io/aperf:1").approvedBy(Optional.of(Set.of("evil.io/aperf:1")));

    // Then
    assertThat(pods.pods().get(0).images()).containsExactly("nginx");
    assertThat(pods.pods().get(0).profilers()).containsExactly("evil.io/aperf:1");
  }

  @Test
  void aContainerThatOnlyHasTheNameOfAProfilerCountsAsAnyOther() {
    // When
    RunningPods pods = profiled("evil.io/x").approvedBy(Optional.of(Set.of("evil.io/aperf:1")));

    // Then
    assertThat(pods.pods().get(0).images()).containsExactly("nginx", "evil.io/x");
    assertThat(pods.pods().get(0).profilers()).isEmpty();
  }

  @Test
  void whereTheCatalogMayNotBeReadTheNameHasToDo() {
    // When
    RunningPods pods = profiled("evil.io/x").approvedBy(Optional.empty());

    // Then
    assertThat(pods.pods().get(0).profilers()).containsExactly("evil.io/x");
    assertThat(pods.notes())
        .containsExactly(
            "You may not read the image catalog, so profilers are told by their names.");
  }
}
