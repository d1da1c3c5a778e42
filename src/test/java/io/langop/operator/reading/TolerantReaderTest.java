package io.langop.operator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TolerantReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String METADATA =
      "'metadata':{'name':'x','namespace':'ns','uid':'u','resourceVersion':'7','generation':2}";

  private static final String AGENT =
      """
      {'apiVersion':'langop.io/v1alpha1','kind':'LanguageAgent',%s,'spec':{
      'image':'docker.io/a','instructions':'go','replicas':1,'imagePullPolicy':'Always',
      'command':['a'],'args':['b'],'imagePullSecrets':[{'name':'s'}],'nodeSelector':{'a':'b'},
      'env':[{'name':'A','value':'1'},{'name':'B','valueFrom':{'resourceFieldRef':{'resource':'limits.cpu','divisor':'1m'}}}],
      'envFrom':[{'secretRef':{'name':'s','optional':true}}],
      'resources':{'limits':{'cpu':'1'},'requests':{'memory':'1Mi'}},
      'securityContext':{'runAsUser':1,'privileged':false,'capabilities':{'add':['A']}},
      'podSecurityContext':{'fsGroup':1,'supplementalGroups':[1],'sysctls':[{'name':'a','value':'b'}]},
      'tolerations':[{'key':'a','tolerationSeconds':1}],
      'affinity':{'nodeAffinity':{'preferredDuringSchedulingIgnoredDuringExecution':[
        {'weight':1,'preference':{'matchExpressions':[{'key':'a','operator':'In','values':['b']}]}}]}}},
      'status':{'observedGeneration':1,'phase':'Running','image':'docker.io/a','readyReplicas':1,
      'conditions':[{'type':'Ready','status':'True','reason':'R','message':'m','observedGeneration':1}]}}
      """
          .formatted(METADATA);

  private static final String TOOL =
      """
      {'apiVersion':'langop.io/v1alpha1','kind':'LanguageTool',%s,
      'spec':{'image':'docker.io/a','type':'mcp','port':80},'status':{'endpoint':'http://x'}}
      """
          .formatted(METADATA);

  private static final String POWER_TOOL =
      """
      {'apiVersion':'codriverlabs.ai.toe.run/v1alpha1','kind':'PowerTool',%s,
      'spec':{'profiler':{'tool':'a','duration':'1s','args':['x']},
      'targets':{'labelSelector':{'matchLabels':{'a':'b'},'matchExpressions':[
      {'key':'a','operator':'In','values':['b']}]},'container':'c'},
      'output':{'mode':'ephemeral'},'ttlSecondsAfterFinished':1},
      'status':{'phase':'Running','startTime':'2026-01-01T00:00:00Z','counts':{'total':1},
      'targets':[{'pod':'p','state':'Running','exitCode':1}],'unlisted':['a']}}
      """
          .formatted(METADATA);

  /** One of each type of JSON, and numbers that are too large for some class. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "3000000000",
          "1e400",
          "-1",
          "0.5",
          "123456789012345678901234567890",
          "\"\"",
          "\"text\"",
          "[]",
          "[null]",
          "[[1]]",
          "{}",
          "{\"a\":null}",
          "{\"a\":{\"b\":[1]}}");

  static List<Arguments> kinds() {
    return List.of(
        Arguments.of(LanguageAgent.class, AGENT),
        Arguments.of(LanguageTool.class, TOOL),
        Arguments.of(PowerTool.class, POWER_TOOL));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whateverStandsInAFieldTheObjectIsReadAndKeepsItsName(
      Class<? extends CustomResource<?, ?>> type, String json) throws Exception {
    for (String path : paths(JSON.readTree(json.replace('\'', '"')), "")) {
      for (String value : VALUES) {
        // Given
        String strange = with(json, path, value);

        // When
        CustomResource<?, ?> read = Reading.watched(type, strange);

        // Then
        assertThat(read.getMetadata().getName()).as("%s: %s", path, value).isEqualTo("x");
        assertThat(Marks.isReadable(read))
            .as("%s: %s: %s", path, value, read)
            .isNotEqualTo(Marks.unreadable(read).isPresent());
        assertThat(Marks.unreadable(Reading.copy(read))).isEqualTo(Marks.unreadable(read));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/replicas,3000000000,spec.replicas: ",
    "/spec/tolerations/0/tolerationSeconds,\"x\",spec.tolerations[0].tolerationSeconds: ",
    "/spec/affinity/nodeAffinity,[1],spec.affinity.nodeAffinity: ",
    "/spec,null,spec: missing",
  })
  void namesTheFieldThatCannotBeRead(String path, String value, String words) throws Exception {
    // When
    LanguageAgent agent = Reading.watched(LanguageAgent.class, with(AGENT, path, value));

    // Then
    assertThat(agent.getSpec()).isNull();
    assertThat(Marks.unreadable(agent).orElseThrow()).startsWith(words);
    assertThat(agent.getStatus().getImage()).isEqualTo("docker.io/a");
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/profiler,null,spec.profiler.tool: missing",
    "/spec/profiler,{},spec.profiler.tool: missing",
    "/spec/profiler/tool,null,spec.profiler.tool: missing",
    "/spec/targets,null,spec.targets.labelSelector: missing",
    "/spec/targets,{},spec.targets.labelSelector: missing",
    "/spec/targets/labelSelector,null,spec.targets.labelSelector: missing",
    "/spec,{},spec.profiler.tool: missing",
    "/spec/targets/labelSelector/matchExpressions/0,null,spec.targets.labelSelector.matchExpressions: key or operator missing",
    "/spec/targets/labelSelector/matchExpressions/0,{},spec.targets.labelSelector.matchExpressions: key or operator missing",
    "/spec/targets/labelSelector/matchExpressions/0/operator,null,spec.targets.labelSelector.matchExpressions: key or operator missing",
    "/status/targets/0,null,status.targets: an element is missing",
    "/status/unlisted/0,null,status.targets: an element is missing",
  })
  void aRunWithoutWhatItsCrdRequiresIsUnreadable(String path, String value, String words)
      throws Exception {
    // When
    PowerTool tool = Reading.watched(PowerTool.class, with(POWER_TOOL, path, value));

    // Then
    assertThat(Marks.isReadable(tool)).isFalse();
    assertThat(Marks.unreadable(tool)).contains(words);
    assertThat(tool.getStatus().getStartTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aWorkloadWithoutAnImageIsUnreadable() throws Exception {
    // When
    LanguageAgent agent = Reading.watched(LanguageAgent.class, with(AGENT, "/spec/image", "null"));
    LanguageTool tool = Reading.watched(LanguageTool.class, with(TOOL, "/spec", "{}"));

    // Then
    assertThat(Marks.unreadable(agent)).contains("spec.image: missing");
    assertThat(Marks.unreadable(tool)).contains("spec.image: missing");
  }

  @Test
  void theStatusOfAWorkloadMayBeForgottenAndThatOfARunMayNot() throws Exception {
    // When
    LanguageAgent agent =
        Reading.watched(LanguageAgent.class, with(AGENT, "/status/phase", "\"Unheard\""));
    PowerTool tool =
        Reading.watched(PowerTool.class, with(POWER_TOOL, "/status/phase", "\"Unheard\""));

    // Then
    assertThat(agent.getSpec().getImage()).isEqualTo("docker.io/a");
    assertThat(agent.getStatus()).isNull();
    assertThat(Marks.unreadable(tool).orElseThrow()).startsWith("status.phase: ");
  }

  @Test
  void noAuthorCanMarkAnObject() {
    // When
    LanguageAgent agent =
        Reading.watched(
            LanguageAgent.class,
            AGENT
                .replace("'name':'x'", "'name':'x','trimmed':1,'unreadable':'so'")
                .replace('\'', '"'));

    // Then
    assertThat(agent.getMetadata().getAdditionalProperties()).isEmpty();
  }

  private static List<String> paths(JsonNode node, String path) {
    List<String> paths = new ArrayList<>();
    if (node.isObject()) {
      node.fieldNames()
          .forEachRemaining(
              name -> {
                String below = path + "/" + name.replace("/", "~1");
                if (below.startsWith("/spec") || below.startsWith("/status")) {
                  paths.add(below);
                  paths.addAll(paths(node.get(name), below));
                }
              });
    } else if (node.isArray() && !node.isEmpty()) {
      paths.add(path + "/0");
      paths.addAll(paths(node.get(0), path + "/0"));
    }
    return paths;
  }

  private static String with(String json, String path, String value) throws Exception {
    JsonNode tree = JSON.readTree(json.replace('\'', '"'));
    int end = path.lastIndexOf('/');
    JsonNode parent = tree.at(path.substring(0, end));
    String name = path.substring(end + 1);
    // A marker, since a number such as 1e400 does not survive a tree.
    if (parent instanceof ObjectNode object) {
      object.put(name, "HERE");
    } else {
      ((ArrayNode) parent).set(0, "HERE");
    }
    return tree.toString().replace("\"HERE\"", value);
  }
}
