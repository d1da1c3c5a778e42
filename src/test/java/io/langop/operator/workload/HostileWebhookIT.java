package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.langop.operator.support.DenyingWebhook;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An admission webhook whose denials are meant to harm those who read them. */
@ExtendWith(ClusterExtension.class)
class HostileWebhookIT {

  /** Colours of a terminal, ends of lines, a bell, a NUL and a change of the direction of text. */
  private static final String HOSTILE = "Denied\u001b[31m\r\n\u0007\u0000\u202e";

  private static final int MEBIBYTE = 1 << 20;

  /** A sentence, and 600 characters of the message, each written as up to six. */
  private static final int LONGEST_CONDITION = 4_000;

  private static final int LONGEST_EVENT = 1_024;
  private static final int LONGEST_LINE = 8_000;

  private static Scene scene;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    scene = Scene.start(cluster, namespace, Map.of());
  }

  @AfterAll
  static void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  @Test
  void aLongDenialWithControlCharactersIsToldInShortAndVisibly() {
    // Given
    Workload agent = scene.agent("denied");
    String message = HOSTILE.repeat(MEBIBYTE / HOSTILE.length() + 1);
    DenyingWebhook webhook = DenyingWebhook.in(scene.client(), scene.namespace(), message);
    try {
      // When
      agent.create("image: nginx").awaitReady("WorkloadRejected");

      // Then
      String told = agent.ready().getMessage();
      assertThat(told).contains("Denied\\u001b").hasSizeLessThan(LONGEST_CONDITION);
      assertVisible(told);
      assertThat(agent.events())
          .extracting(Event::getMessage)
          .allSatisfy(event -> assertThat(event).hasSizeLessThanOrEqualTo(LONGEST_EVENT))
          .allSatisfy(HostileWebhookIT::assertVisible);
      List<String> log = scene.operator().log();
      assertThat(log)
          .allSatisfy(line -> assertThat(line).hasSizeLessThan(LONGEST_LINE))
          .allSatisfy(line -> assertVisible(line.replace("\t", "")));
    } finally {
      webhook.close();
    }
    scene.awaitSentinel(Kind.AGENT);
    assertThat(scene.operator().exitCode()).isEmpty();

    // When
    agent.edit("spec: {replicas: 2}");

    // Then
    agent.awaitRunning();
  }

  private static void assertVisible(String text) {
    assertThat(text.codePoints().boxed()).noneMatch(Character::isISOControl).doesNotContain(0x202e);
  }
}
