package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One object that cannot be read ends every list and watch of its kind, so there must be none,
 * whatever stands in any place of it.
 */
class AnyObjectTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int TEXT = 2 << 20;
  private static final int MANY = 100_000;
  private static final int DEEP = 5_000;

  /**
   * Of an ordinary kind; the status of a run is kept whatever its size, for it cannot be redone.
   */
  private static final int BOUND = 256 << 10;

  private static final int BOUND_OF_RUN = 9 << 20;

  private static final String METADATA =
      """
      'metadata':{'name':'x','namespace':'ns','uid':'u','resourceVersion':'7','generation':2,
      'creationTimestamp':'2026-01-01T00:00:00Z','deletionTimestamp':'2026-01-01T00:00:00Z',
      'labels':{'app':'x','app.kubernetes.io/name':'n','app.kubernetes.io/instance':'x',
      'app.kubernetes.io/managed-by':'language-operator','app.kubernetes.io/part-of':'p',
      'app.kubernetes.io/component':'agent'},
      'annotations':{'langop.io/replicas-before-revocation':'3','langop.io/stopped-because':'revoked'},
      'ownerReferences':[{'apiVersion':'a','kind':'K','name':'x','uid':'1','controller':true}],
      'managedFields':[{'manager':'language-operator','operation':'Apply','fieldsV1':{'f:spec':{}}}]}
      """;

  private static final String CONDITIONS =
      "'conditions':[{'type':'Ready','status':'True','reason':'R','message':'m'}]";

  private static String sample(Shape shape) {
    String rest =
        switch (shape) {
          case AGENT, TOOL ->
              "'spec':{'image':'i','replicas':1},'status':{'phase':'Running','image':'i',%s}"
                  .formatted(CONDITIONS);
          case POWER_TOOL ->
              """
              'spec':{'profiler':{'tool':'a'},'targets':{'labelSelector':{'matchLabels':{'a':'b'}}}},
              'status':{'phase':'Running','targets':[{'pod':'p','state':'Running'}],%s}
              """
                  .formatted(CONDITIONS);
          case DEPLOYMENT ->
              """
              'spec':{'replicas':1,'template':{'spec':{'containers':[{'name':'agent','image':'i'}],
              'initContainers':[{'name':'c','image':'i'}],
              'volumes':[{'name':'v','image':{'reference':'r'}}]}}},
              'status':{'replicas':1,%s}
              """
                  .formatted(CONDITIONS);
          case SERVICE -> "'spec':{'ports':[{'port':80,'targetPort':80}]}";
          case POD ->
              """
              'spec':{'containers':[{'name':'c'}],'initContainers':[{'name':'c','restartPolicy':'Always'}],
              'ephemeralContainers':[{'name':'e'}]},'status':{'phase':'Running',
              'ephemeralContainerStatuses':[{'name':'e','state':{'terminated':{'exitCode':3}}}]}
              """;
        };
    return "{'apiVersion':'%s','kind':'%s',%s,%s}"
        .formatted(
            HasMetadata.getApiVersion(shape.type()),
            HasMetadata.getKind(shape.type()),
            METADATA,
            rest)
        .replace('\'', '"');
  }

  private static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("text", "\"" + "x".repeat(TEXT) + "\"");
    values.put("short text", "\"x\"");
    values.put("number", "12345678901");
    values.put("null", "null");
    values.put("deep array", "[".repeat(DEEP) + "]".repeat(DEEP));
    values.put("deep object", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
    values.put("long array", "[" + "{\"name\":1},".repeat(MANY) + "1]");
    values.put(
        "many fields",
        IntStream.range(0, MANY)
            .mapToObj(i -> "\"f%d\":\"v\"".formatted(i))
            .collect(Collectors.joining(",", "{", "}")));
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void isReadAndTakesABoundedAmountOfMemory(Shape shape) throws Exception {
    // Given
    int bound = shape == Shape.POWER_TOOL ? BOUND_OF_RUN : BOUND;
    JsonNode sample = JSON.readTree(sample(shape));
    Map<String, String> values = values();
    for (String path : paths(sample, "")) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        String strange = with(sample, path, value.getValue());

        // When
        String kept = trim(shape, strange);
        HasMetadata read = Reading.read(shape.type(), kept);

        // Then
        assertThat(kept.length()).as("%s: %s", path, value.getKey()).isLessThan(bound);
        assertThat(read.getMetadata().getName()).as("%s: %s", path, value.getKey()).isEqualTo("x");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReadEvenWithoutAName(Shape shape) throws Exception {
    // Given
    JsonNode sample = JSON.readTree(sample(shape));
    for (String path : List.of("/metadata", "/metadata/name")) {
      for (Map.Entry<String, String> value : values().entrySet()) {
        // When
        String kept = trim(shape, with(sample, path, value.getValue()));

        // Then
        assertThat(kept.length()).as("%s: %s", path, value.getKey()).isLessThan(BOUND);
        assertThat(Reading.read(shape.type(), kept)).isInstanceOf(shape.type());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"langop.io/replicas-before-revocation", "langop.io/stopped-because", "mine"})
  void aLongAnnotationIsLeftOutAndAllElseIsKept(String annotation) throws Exception {
    // Given
    ObjectNode sample = (ObjectNode) JSON.readTree(sample(Shape.DEPLOYMENT));
    sample.withObject("/metadata/annotations").put(annotation, "x".repeat(200 << 10));

    // When
    Deployment deployment = Reading.watched(Deployment.class, sample.toString());

    // Then
    assertThat(Marks.isTrimmed(deployment)).isFalse();
    assertThat(deployment.getMetadata().getAnnotations())
        .hasSizeBetween(1, 2)
        .doesNotContainKey("mine")
        .doesNotContainValue("x".repeat(200 << 10));
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(deployment.getMetadata().getOwnerReferences()).hasSize(1);
  }

  @Test
  void aLongOwnerReferenceIsLeftOut() throws Exception {
    // Given
    ObjectNode sample = (ObjectNode) JSON.readTree(sample(Shape.DEPLOYMENT));
    ((ObjectNode) sample.at("/metadata/ownerReferences/0")).put("name", "x".repeat(TEXT));

    // When
    Deployment deployment = Reading.watched(Deployment.class, sample.toString());

    // Then
    assertThat(Marks.isTrimmed(deployment)).isFalse();
    assertThat(deployment.getMetadata().getOwnerReferences()).isEmpty();
    assertThat(deployment.getMetadata().getAnnotations()).hasSize(2);
  }

  private static String trim(Shape shape, String object) throws Exception {
    StringWriter kept = new StringWriter();
    try (JsonParser parser = ReadingModule.jsonFactory().createParser(object)) {
      parser.nextToken();
      try (TokenBuffer tokens = Trimmer.trim(ObjectHead.read(parser).whole(), shape);
          JsonGenerator generator = ReadingModule.jsonFactory().createGenerator(kept)) {
        tokens.serialize(generator);
      }
    }
    return kept.toString();
  }

  /** All places but the name, and what it stands in. */
  private static List<String> paths(JsonNode node, String path) {
    List<String> paths = new ArrayList<>();
    if (node.isObject()) {
      node.fieldNames()
          .forEachRemaining(
              name -> {
                String below = path + "/" + name.replace("/", "~1");
                if (!"/metadata".equals(below) && !"/metadata/name".equals(below)) {
                  paths.add(below);
                }
                paths.addAll(paths(node.get(name), below));
              });
    } else if (node.isArray()) {
      paths.add(path + "/0");
      paths.addAll(paths(node.get(0), path + "/0"));
    }
    return paths;
  }

  private static String with(JsonNode sample, String path, String value) {
    JsonNode tree = sample.deepCopy();
    int end = path.lastIndexOf('/');
    String name = path.substring(end + 1).replace("~1", "/");
    if (tree.at(path.substring(0, end)) instanceof ArrayNode array) {
      array.set(0, "HERE");
    } else {
      ((ObjectNode) tree.at(path.substring(0, end))).put(name, "HERE");
    }
    return tree.toString().replace("\"HERE\"", value);
  }
}
