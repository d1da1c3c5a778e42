package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an operator that stops revoked images does to a workload whose image was allowed once, for
 * every pair of verdicts before and after an edit of the allowlist, and whatever its author has
 * written into the spec since.
 */
@ExtendWith(ClusterExtension.class)
class RevocationPairsIT {
  private static final String RUNS = "quay.io/a/b:1";
  private static final String OTHER = "other.example/c/d:1";
  private static final String UNREADABLE = "not a reference";
  private static final String MISSING = "missing";

  private static Scene scene;
  private static int edits;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    scene = Scene.start(cluster, namespace, Map.of("LANGUAGE_OPERATOR_REVOCATION_POLICY", "stop"));
  }

  @AfterAll
  static void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  /** The last three columns say what runs after the second edit, by the image in the spec. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # before      | after         | same image  | another one   | an unreadable one
          quay.io       | quay.io       | as before   | as before     | as before
          quay.io       | docker.io     | stopped     | stopped       | stopped
          quay.io       | other.example | stopped     | the other one | stopped
          quay.io       | missing       | as before   | as before     | as before
          docker.io     | quay.io       | as before   | stopped       | stopped
          docker.io     | docker.io     | stopped     | stopped       | stopped
          docker.io     | other.example | stopped     | the other one | stopped
          docker.io     | missing       | stopped     | stopped       | stopped
          missing       | quay.io       | as before   | as before     | as before
          missing       | docker.io     | stopped     | stopped       | stopped
          missing       | other.example | stopped     | the other one | stopped
          """)
  void anEditStopsWhatIsRevokedAndNothingElse(
      String before, String after, String same, String other, String unreadable) {
    // Given
    allow("quay.io");
    Workload unchanged = running("same");
    Workload toAnother = running("other");
    Workload toUnreadable = running("unreadable");
    allow(before);
    toAnother.edit("spec: {image: '%s'}".formatted(OTHER)).awaitReady("ImageNotValidated");
    toUnreadable.edit("spec: {image: '%s'}".formatted(UNREADABLE)).awaitReady("ImageNotValidated");
    String first = before.equals("docker.io") ? "stopped" : "as before";
    await(() -> assertThat(whatRuns(unchanged)).isEqualTo(first));
    await(() -> assertThat(whatRuns(toAnother)).isEqualTo(first));
    await(() -> assertThat(whatRuns(toUnreadable)).isEqualTo(first));

    // When
    allow(after);

    // Then
    await(() -> assertThat(whatRuns(unchanged)).isEqualTo(same));
    await(() -> assertThat(whatRuns(toAnother)).isEqualTo(other));
    await(() -> assertThat(whatRuns(toUnreadable)).isEqualTo(unreadable));

    // And nothing more happens once everything has had its turn
    scene.awaitSentinel(Kind.AGENT);
    assertThat(whatRuns(unchanged)).isEqualTo(same);
    assertThat(whatRuns(toAnother)).isEqualTo(other);
    assertThat(whatRuns(toUnreadable)).isEqualTo(unreadable);
  }

  private static Workload running(String name) {
    return scene.agent(name + "-" + edits).create("image: '%s'".formatted(RUNS)).awaitRunning();
  }

  /** Replaces the allowlist, or deletes it, and waits until images are decided by the new one. */
  private static void allow(String entries) {
    edits++;
    if (entries.equals(MISSING)) {
      scene.deleteAllowlist();
      scene
          .agent("edit-" + edits)
          .create("image: x.invalid/y")
          .awaitValidated("AllowlistUnavailable");
      return;
    }
    String marker = "edit-%d.example".formatted(edits);
    scene.allow(entries, marker);
    Workload sentinel = scene.agent("edit-" + edits).create("image: x.invalid/y");
    await(() -> assertThat(sentinel.validated().getMessage()).contains(marker));
  }

  private static String whatRuns(Workload workload) {
    if (workload.deployment().getSpec().getReplicas() == 0) {
      return "stopped";
    }
    return workload.container().getImage().equals(OTHER) ? "the other one" : "as before";
  }
}
