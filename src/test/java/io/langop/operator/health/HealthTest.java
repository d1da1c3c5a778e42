package io.langop.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.support.EmptyCluster;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.NoCluster;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoCluster.class)
class HealthTest {

  @Inject HealthBeforeAnswers before;
  @Inject EmptyCluster cluster;
  @Inject KubernetesClient client;

  @TestHTTPResource("/q/health/")
  URI health;

  @Test
  void nothingIsReadyBeforeTheListsAreReadButTheProcessIsAlive() {
    // When
    JsonObject readiness = before.readiness();

    // Then
    assertThat(checks(readiness))
        .containsOnly(
            Map.entry("allowlist", "DOWN"),
            Map.entry("catalog", "DOWN"),
            Map.entry("settings", "DOWN"),
            Map.entry("watches", "DOWN"),
            Map.entry("leadership", "UP"));
    assertThat(checks(before.startup())).containsOnly(Map.entry("controllers started", "DOWN"));
    assertThat(checks(before.liveness())).containsOnly(Map.entry("watches", "UP"));
  }

  @Test
  void everyProbeIsUpOnceTheListsAreRead() {
    // When
    cluster.answer();

    // Then
    Eventually.assertThat(
        () -> {
          assertThat(get("started").statusCode()).isEqualTo(200);
          assertThat(get("ready").statusCode()).isEqualTo(200);
          assertThat(get("live").statusCode()).isEqualTo(200);
        });
    Eventually.assertThat(
        () ->
            assertThat(get("ready").body())
                .contains(
                    "\"name\": \"allowlist\"",
                    "\"loaded\": true",
                    "\"entries\": 2",
                    "\"invalidEntries\": 1",
                    "\"leader\": true")
                .doesNotContain("DOWN"));
  }

  @Test
  void aWatchThatIsForbiddenIsToldAndTakesNothingOutOfService() {
    // Given
    cluster.answer();
    Eventually.assertThat(
        () -> {
          assertThat(get("started").statusCode()).isEqualTo(200);
          assertThat(get("ready").statusCode()).isEqualTo(200);
        });
    var pods = client.pods().inAnyNamespace();

    // When
    cluster.forbid("/api/v1/pods");
    assertThatThrownBy(pods::list).isInstanceOf(KubernetesClientException.class);

    // Then
    assertThat(get("ready").statusCode()).isEqualTo(200);
    assertThat(get("ready").body())
        .contains("\"interrupted\": \"Pod: the API server answers 403\"");

    // When
    cluster.forbid("");
    pods.list();

    // Then
    assertThat(get("ready").body()).doesNotContain("interrupted");
  }

  private static Map<String, String> checks(JsonObject payload) {
    return payload.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
        .collect(
            Collectors.toMap(check -> check.getString("name"), check -> check.getString("status")));
  }

  private HttpResponse<String> get(String probe) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(health.resolve(probe)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
