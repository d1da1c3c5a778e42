package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAnswersTest {

  @Test
  void anErrorIsFoundHoweverItIsWrapped() {
    // Given
    KubernetesClientException answer = new KubernetesClientException("no", 403, new Status());

    // Then
    assertThat(ServerAnswers.in(new CompletionException(new IllegalStateException(answer))))
        .containsExactly(answer);
    assertThat(ServerAnswers.in(new IllegalStateException())).isEmpty();
  }

  @Test
  void theOutermostErrorComesFirst() {
    // Given
    KubernetesClientException inner = new KubernetesClientException("no", 422, new Status());
    KubernetesClientException outer = new KubernetesClientException("failed", inner);

    // Then
    assertThat(ServerAnswers.in(outer)).containsExactly(outer, inner);
  }

  @ParameterizedTest
  @CsvSource({"400,true", "403,true", "422,true", "0,false", "401,false", "409,false", "500,false"})
  void onlyWhatIsAtFaultByItselfIsRefused(int code, boolean refused) {
    assertThat(ServerAnswers.isRefusal(code)).isEqualTo(refused);
  }
}
