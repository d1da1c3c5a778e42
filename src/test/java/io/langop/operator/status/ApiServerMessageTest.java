package io.langop.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ApiServerMessageTest {

  @Test
  void isWhatTheApiServerAnsweredHoweverItIsWrapped() {
    // Given
    KubernetesClientException answer =
        new KubernetesClientException(
            "Failure executing: PATCH at: https://cluster",
            403,
            new StatusBuilder().withMessage("exceeded quota").build());

    // Then
    assertThat(ApiServerMessage.of(answer)).isEqualTo("exceeded quota");
    assertThat(ApiServerMessage.of(new CompletionException(new IllegalStateException(answer))))
        .isEqualTo("exceeded quota");
  }

  @Test
  void isTheFirstCauseWhereThereWasNoAnswer() {
    assertThat(
            ApiServerMessage.of(
                KubernetesClientException.launderThrowable(new ConnectException("refused"))))
        .isEqualTo("java.net.ConnectException: refused");
  }

  @Test
  void isTheErrorItselfWhereAnAnswerSaysNothing() {
    assertThat(
            ApiServerMessage.of(
                new KubernetesClientException("no words", 500, new StatusBuilder().build())))
        .endsWith("no words");
  }
}
