package io.langop.operator.cli.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Reads lists of many thousands of objects while they arrive: only one object is in memory at a
 * time, and of it only the fields that are asked for.
 */
record LeanLists(KubernetesClient client) {

  /** The API server leaves out everything but the metadata, if it can. */
  private static final String METADATA =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

  private static final Fields CONTINUE = Fields.of("continue");

  /** Names of fields have no bound in managedFields, and are different in every object. */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /**
   * Passes on every object of a list.
   *
   * @param kind of the objects
   * @param namespace {@code null} for all namespaces
   */
  void read(ListedKind kind, String namespace, Consumer<Map<?, ?>> item) {
    String next = "";
    do {
      next = page(request(kind, namespace, next), kind.fields(), item);
    } while (!next.isEmpty());
  }

  private HttpRequest request(ListedKind kind, String namespace, String next) {
    StringBuilder uri =
        new StringBuilder(client.getMasterUrl().toString().replaceAll("/+$", ""))
            .append(kind.path(namespace))
            .append("?limit=")
            .append(Pages.PAGE);
    if (!kind.labelSelector().isEmpty()) {
      uri.append("&labelSelector=").append(encoded(kind.labelSelector()));
    }
    if (!next.isEmpty()) {
      uri.append("&continue=").append(encoded(next));
    }
    return client
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(uri.toString())
        .header("Accept", kind.metadataOnly() ? METADATA : "application/json")
        .timeout(timeout(), TimeUnit.MILLISECONDS)
        .build();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private int timeout() {
    return client.getConfiguration().getRequestTimeout();
  }

  /**
   * Where the next page begins; empty after the last one. A body that was read to its end is not
   * closed: the client would cancel the request, and with it the connection that the next one uses.
   */
  private String page(HttpRequest request, Fields fields, Consumer<Map<?, ?>> item) {
    HttpResponse<InputStream> response = answer(request);
    try {
      if (!response.isSuccessful()) {
        throw refusal(
            response.code(), new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
      }
      return items(response.body(), fields, item);
    } catch (IOException e) {
      throw new KubernetesClientException("its answer cannot be read: " + e.getMessage(), e);
    }
  }

  private HttpResponse<InputStream> answer(HttpRequest request) {
    try {
      return client
          .getHttpClient()
          .sendAsync(request, InputStream.class)
          .get(timeout(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KubernetesClientException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    }
  }

  private static KubernetesClientException refusal(int code, String body) {
    Status status;
    try {
      status = Serialization.unmarshal(body, Status.class);
    } catch (IllegalArgumentException | KubernetesClientException e) {
      status = new StatusBuilder().withCode(code).build(); // a proxy answered
    }
    return new KubernetesClientException("HTTP status " + code, code, status);
  }

  static String items(InputStream body, Fields fields, Consumer<Map<?, ?>> item)
      throws IOException {
    String next = "";
    boolean list = false;
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        list |= name.equals("items");
        if (name.equals("items") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            if (fields.read(json) instanceof Map<?, ?> object) {
              item.accept(object);
            }
          }
        } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
          next = StoredResource.text((Map<?, ?>) CONTINUE.read(json), "continue");
        } else {
          json.skipChildren();
        }
      }
      json.nextToken(); // reads what is left
    }
    if (!list) {
      throw new IOException("it is no list");
    }
    return next;
  }
}
