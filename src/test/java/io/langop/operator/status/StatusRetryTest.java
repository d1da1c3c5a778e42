package io.langop.operator.status;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatusRetryTest {

  @Test
  void anErrorBecomesAnExceptionWhichTheFrameworkTriesAgain() {
    // Given
    Error error = new StackOverflowError();

    // Then
    assertThatThrownBy(
            () ->
                StatusRetry.reconcile(
                    () -> {
                      throw error;
                    }))
        .isInstanceOf(RuntimeException.class)
        .hasCause(error);
    assertThatThrownBy(
            () ->
                StatusRetry.tell(
                    () -> {
                      throw error;
                    }))
        .isInstanceOf(RuntimeException.class)
        .hasCause(error);
  }
}
