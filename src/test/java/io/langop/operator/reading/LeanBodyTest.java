package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanBodyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String POD =
      """
      {"metadata":{"name":"a\\"}],\\\\","namespace":"ns","uid":"u","annotations":{"x":"y"},
      "labels":{"app":"web"},"managedFields":[{"manager":"kubelet"}],"ownerReferences":[{"a":1}]},
      "spec":{"nodeName":"n","containers":[{"name":"main","image":"i","env":[{"name":"items"}]}],
      "ephemeralContainers":[{"name":"p","image":"i"}]},
      "status":{"phase":"Running","podIP":"1","ephemeralContainerStatuses":[
      {"name":"p","state":{"running":{"startedAt":"t"}},"ready":true}]}}
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
  void aListHasTheSameItemsHoweverItArrives(int chunk) throws Exception {
    // Given
    String list =
        """
        {"kind":"PodList","apiVersion":"v1","metadata":{"continue":"c","items":["no"]},
        "items":[%s, %s],"more":{"items":[{"a":1}]}}
        """
            .formatted(POD, POD);

    // When
    JsonNode lean = JSON.readTree(Reading.lean(Shape.POD, true, list, chunk));

    // Then
    assertThat(lean.at("/metadata/continue").asText()).isEqualTo("c");
    assertThat(lean.at("/more/items/0/a").asInt()).isEqualTo(1);
    assertThat(lean.get("items")).hasSize(2);
    assertThat(lean.at("/items/1"))
        .isEqualTo(
            JSON.readTree(
                """
                {"metadata":{"name":"a\\"}],\\\\","namespace":"ns","uid":"u","annotations":{},
                "labels":{"app":"web"}},
                "spec":{"containers":[{"name":"main","image":"i"}],
                "ephemeralContainers":[{"name":"p","image":"i"}]},
                "status":{"phase":"Running","ephemeralContainerStatuses":[
                {"name":"p","state":{"running":{"startedAt":"t"}}}]}}
                """));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 10_000})
  void aCompressedListHasTheSameItems(int chunk) throws Exception {
    // Given
    String list = "{\"items\":[%s]}".formatted(String.join(",", Collections.nCopies(200, POD)));
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(list.getBytes(StandardCharsets.UTF_8));
    }

    // When
    String lean = Reading.lean(Shape.POD, true, compressed.toByteArray(), chunk);

    // Then
    assertThat(lean).isEqualTo(Reading.lean(Shape.POD, true, list, list.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404 page not found",
        "",
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"no\",\"code\":403}",
        "{\"kind\":\"PodList\",\"items\":null}",
        "{\"kind\":\"PodList\",\"items\":[]}",
        "[{\"a\":1}]",
      })
  void anAnswerOfAnotherSortStaysAsItIs(String answer) {
    assertThat(Reading.lean(Shape.POD, true, answer, 5)).isEqualTo(answer);
    assertThat(Reading.lean(Shape.POD, false, answer, 5))
        .isEqualTo(answer.contains("PodList") ? answer : answer);
  }

  @Test
  void aPodWithMoreLabelsThanAreKeptHasNoneAndSaysSo() throws Exception {
    // Given
    String labels =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"l%d\":\"v\"".formatted(i))
            .collect(Collectors.joining(","));
    String pod = POD.replace("\"app\":\"web\"", labels);

    // When
    JsonNode lean = JSON.readTree(Reading.lean(Shape.POD, true, "{\"items\":[" + pod + "]}", 900));

    // Then
    assertThat(lean.at("/items/0/metadata/labels").isMissingNode()).isTrue();
    assertThat(lean.at("/items/0/metadata/trimmed").asInt()).isEqualTo(1);
    assertThat(lean.at("/items/0/status/phase").asText()).isEqualTo("Running");
  }

  @Test
  void aNameOfAFieldMayBeAsLongAsTheApiServerAllows() throws Exception {
    // Given: the name of an environment variable stands in managedFields
    String name = "x".repeat(1_000_000);
    String pod = POD.replace("\"manager\":\"kubelet\"", "\"k:{" + name + "}\":{}");

    // When
    JsonNode lean = JSON.readTree(Reading.lean(Shape.POD, true, "{\"items\":[" + pod + "]}", 900));

    // Then
    assertThat(lean.at("/items/0/status/phase").asText()).isEqualTo("Running");
  }
}
