package io.langop.operator.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanListsTest {

  private static final String UID = "0f1e2d3c-0000-1111-2222-333344445555";

  private final List<Map<?, ?>> items = new ArrayList<>();

  private String read(ListedKind kind, String list) throws IOException {
    return LeanLists.items(
        new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)), kind.fields(), items::add);
  }

  private RunningPod pod(String pod) throws IOException {
    read(ListedKind.POD, "{\"items\": [" + pod + "]}");
    return RunningPod.of(items.get(0));
  }

  @Test
  void onlyTheFieldsThatAreAskedForAreRead() throws IOException {
    // When
    String next =
        read(
            ListedKind.POD,
            """
            {"kind": "PodList", "metadata": {"continue": "abc", "resourceVersion": "7"}, "items": [
             {"metadata": {"name": "p", "namespace": "a", "annotations": {"x": "y"},
               "labels": {"pod-template-hash": "5d4f", "app": "x"},
               "managedFields": [{"f:metadata": {"f:labels": {}}}]},
              "spec": {"nodeName": "n", "containers": [{"name": "c", "image": "nginx", "args": ["a"]}]},
              "status": {"phase": "Running", "conditions": [{"type": "Ready"}]}}, {}]}
            """);

    // Then
    assertThat(next).isEqualTo("abc");
    assertThat(items)
        .<Object>map(item -> item)
        .containsExactly(
            Map.of(
                "metadata",
                Map.of(
                    "name", "p", "namespace", "a", "labels", Map.of("pod-template-hash", "5d4f")),
                "spec",
                Map.of("containers", List.of(Map.of("image", "nginx"))),
                "status",
                Map.of("phase", "Running")),
            Map.of());
  }

  @Test
  void aListWithoutItemsHasNone() throws IOException {
    // When
    String next = read(ListedKind.JOB, "{\"metadata\": {}, \"items\": null}");

    // Then
    assertThat(next).isEmpty();
    assertThat(items).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "<html>", "{\"items\": [{}", "{\"items\": [{\"a\": 1}"})
  void whatIsNoWholeListIsNoEmptyOne(String answer) {
    assertThatThrownBy(() -> read(ListedKind.POD, answer)).isInstanceOf(IOException.class);
  }

  @Test
  void everyImageOfAPodCountsOnceAndProfilersApart() throws IOException {
    // When
    RunningPod pod =
        pod(
            """
            {"metadata": {"name": "p", "namespace": "a"}, "spec": {
              "containers": [{"image": "one"}, {"image": "two"}, {"image": "one"}],
              "initContainers": [{"image": "init"}],
              "ephemeralContainers": [{"name": "debug", "image": "debug"},
                {"name": "profiler-UID-3", "image": "aperf"},
                {"name": "profiler-UID-x", "image": "fake"}],
              "volumes": [{"emptyDir": {}}, {"image": {"reference": "volume"}}, {"image": {}}]}}
            """
                .replace("UID", UID));

    // Then
    assertThat(pod.images()).containsExactly("one", "two", "init", "debug", "fake", "volume", "");
    assertThat(pod.profilers()).containsExactly("aperf");
  }

  @Test
  void anEphemeralContainerThatHasEndedDoesNotCount() throws IOException {
    // When
    RunningPod pod =
        pod(
            """
            {"metadata": {"name": "p", "namespace": "a"}, "spec": {
              "containers": [{"image": "one"}],
              "ephemeralContainers": [{"name": "ended", "image": "two"},
                {"name": "runs", "image": "three"}, {"name": "profiler-UID-3", "image": "aperf"}]},
             "status": {"ephemeralContainerStatuses": [
              {"name": "ended", "state": {"terminated": {"exitCode": 0}}},
              {"name": "profiler-UID-3", "state": {"terminated": {"exitCode": 1}}},
              {"name": "runs", "state": {"running": {}}}]}}
            """
                .replace("UID", UID));

    // Then
    assertThat(pod.images()).containsExactly("one", "three");
    assertThat(pod.profilers()).isEmpty();
  }

  @Test
  void onlyTheControllerOwnsAPod() throws IOException {
    // When
    RunningPod pod =
        pod(
            """
            {"metadata": {"name": "p", "namespace": "a", "ownerReferences": [
              {"apiVersion": "v1", "kind": "ConfigMap", "name": "no"},
              {"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "logs", "controller": true}]}}
            """);

    // Then
    assertThat(pod.owner()).isEqualTo(new Workload("apps", "DaemonSet", "a", "logs"));
    assertThat(pod.owner().shown()).isEqualTo("daemonset a/logs");
  }

  @Test
  void aPodWithoutOwnerAndAStaticPodBelongToThemselves() throws IOException {
    // When
    RunningPod bare = pod("{\"metadata\": {\"name\": \"p\", \"namespace\": \"a\"}}");
    items.clear();
    RunningPod ofNode =
        pod(
            """
            {"metadata": {"name": "etcd-n", "namespace": "kube-system", "ownerReferences": [
              {"apiVersion": "v1", "kind": "Node", "name": "n", "controller": true}]}}
            """);

    // Then
    assertThat(bare.owner().shown()).isEqualTo("pod a/p");
    assertThat(ofNode.owner().shown()).isEqualTo("pod kube-system/etcd-n");
  }

  @Test
  void agentsAndToolsAreCalledAsCommandsCallThem() {
    assertThat(new Workload("langop.io", "LanguageAgent", "a", "x").shown()).isEqualTo("agent a/x");
    assertThat(new Workload("langop.io", "LanguageTool", "a", "x").shown()).isEqualTo("tool a/x");
    assertThat(new Workload("other.io", "LanguageTool", "a", "x").shown())
        .isEqualTo("languagetool a/x");
  }
}
