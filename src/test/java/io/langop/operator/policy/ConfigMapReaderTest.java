package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that is lost in the middle of an answer. */
class ConfigMapReaderTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";

  private final List<Socket> accepted = new ArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void answerWithAHeadAndNoMore() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::serve, "half-an-answer");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    synchronized (accepted) {
      for (Socket socket : accepted) {
        socket.close();
      }
    }
  }

  @Test
  @Timeout(30)
  void anAnswerWhoseBodyNeverEndsIsSilence() {
    // Given
    String url = "http://127.0.0.1:" + server.getLocalPort();
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(url).build())
            .build()) {
      ConfigMapReader reader = new ConfigMapReader(client, "space", "list", Duration.ofMillis(300));

      // When
      Reading reading = reader.read();

      // Then
      assertThat(reading)
          .isInstanceOfSatisfying(
              Reading.Silence.class,
              silence -> assertThat(silence.cause()).isEqualTo("no answer within 300 ms"));
    }
  }

  private void serve() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        synchronized (accepted) {
          accepted.add(socket);
        }
        socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // closed at the end of the test
    }
  }
}
