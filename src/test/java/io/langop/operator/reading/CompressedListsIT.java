package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestNamespace;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An API server compresses answers of 128 KiB and more for those who ask for it. */
@ExtendWith(ClusterExtension.class)
class CompressedListsIT {

  private static final int LARGE = 200_000;

  @Test
  void aLargeListComesCompressedAndHasAllItsItems(KubernetesClient admin, TestNamespace namespace) {
    // Given
    for (String name : List.of("a", "b")) {
      admin
          .resource(
              new ServiceBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace(namespace.name())
                  .withAnnotations(Map.of("text", "x".repeat(LARGE)))
                  .endMetadata()
                  .withNewSpec()
                  .withClusterIP("None")
                  .endSpec()
                  .build())
          .create();
    }
    Encodings encodings = new Encodings();
    ServiceList list;

    // When
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(admin.getConfiguration())
            .withHttpClientBuilderConsumer(
                http ->
                    http.addOrReplaceInterceptor("lean", new LeanResponses())
                        .addOrReplaceInterceptor("encodings", encodings))
            .build()) {
      list = client.services().inNamespace(namespace.name()).list();
    }

    // Then
    assertThat(encodings.seen).containsOnly("gzip");
    assertThat(list.getItems())
        .extracting(service -> service.getMetadata().getName())
        .containsExactlyInAnyOrder("a", "b");
  }

  /** Writes down how answers are encoded. */
  private static final class Encodings implements Interceptor {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      String encoding = response.header("Content-Encoding");
      seen.add(encoding == null ? "none" : encoding);
    }
  }
}
