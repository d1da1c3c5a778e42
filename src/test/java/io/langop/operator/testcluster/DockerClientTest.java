package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * The classes that ask a Docker engine fit together. When they did not, every machine with an
 * engine looked like one without.
 */
class DockerClientTest {

  @Test
  void anEngineThatDoesNotAnswerIsNoMissingClass() throws Exception {
    // Given
    URI nobody = URI.create("tcp://127.0.0.1:" + FreePorts.one());

    // When
    try (DockerClient client =
        DockerClientProviderStrategy.getClientForConfig(
            TransportConfig.builder().dockerHost(nobody).build())) {

      // Then
      assertThat(client.imageHistoryCmd("any")).isNotNull();
      assertThatThrownBy(() -> client.pingCmd().exec())
          .isInstanceOf(RuntimeException.class)
          .hasRootCauseInstanceOf(java.net.ConnectException.class);
    }
  }
}
