package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.status.FailedReconciliation;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ServerMessageTest {

  @Test
  void isWhatTheApiServerAnsweredHoweverItIsWrapped() {
    // Given
    KubernetesClientException answer =
        new KubernetesClientException(
            "Failure executing: PATCH at: https://cluster",
            403,
            new StatusBuilder().withMessage("exceeded quota").build());

    // Then
    assertThat(ServerMessage.of(answer)).isEqualTo("exceeded quota");
    assertThat(ServerMessage.of(new CompletionException(new IllegalStateException(answer))))
        .isEqualTo("exceeded quota");
  }

  @Test
  void isTheFirstCauseWhereThereWasNoAnswer() {
    assertThat(
            ServerMessage.of(
                new KubernetesClientException("An error", new ConnectException("refused"))))
        .isEqualTo("java.net.ConnectException: refused");
  }

  @Test
  void isTheErrorItselfWhereAnAnswerSaysNothing() {
    assertThat(
            ServerMessage.of(
                new KubernetesClientException("no words", 500, new StatusBuilder().build())))
        .endsWith("no words");
  }

  @Test
  void isCutAndNothingInItIsHidden() {
    // Given what a hostile webhook may answer
    KubernetesClientException answer =
        new KubernetesClientException(
            "Failure",
            403,
            new StatusBuilder()
                .withMessage("denied\n\u001b[31m by 'policy' \u202e" + "x".repeat(1 << 20))
                .build());

    // Then
    assertThat(ServerMessage.of(answer))
        .startsWith("denied\\n\\u001b[31m by 'policy' \\u202exxx")
        .endsWith("x…")
        .hasSizeLessThan(2 * ServerMessage.MAX_LENGTH);
  }

  @Test
  void keepsTheLettersOfEveryLanguage() {
    assertThat(ServerMessage.visible("abgelehnt: über „Größe“, 拒否"))
        .contains("über", "Größe", "拒否");
  }

  @Test
  void anErrorInTheLogHasTheSameWordsAndTheFirstStackTrace() {
    // Given
    KubernetesClientException answer =
        new KubernetesClientException(
            "Failure", 500, new StatusBuilder().withMessage("x".repeat(1 << 20)).build());

    // When
    FailedReconciliation error = FailedReconciliation.of(new IllegalStateException(answer));

    // Then
    assertThat(error).hasMessage(ServerMessage.of(answer)).hasNoCause();
    assertThat(error.getStackTrace()).isEqualTo(answer.getStackTrace());
  }
}
