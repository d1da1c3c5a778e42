package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.langop.v1alpha1.LanguageToolSpec;
import io.langop.operator.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentFactoryTest {

  @Test
  void restartOfTheOperatorDoesNotReorderTheEnvironment() {
    // Given two processes whose maps are iterated in different orders, as those of Map.of are
    Map<String, String> inOne = new LinkedHashMap<>();
    inOne.put("TOOL_PORT", "8080");
    inOne.put("TOOL_TYPE", "mcp");
    Map<String, String> inTheOther = new LinkedHashMap<>();
    inTheOther.put("TOOL_TYPE", "mcp");
    inTheOther.put("TOOL_PORT", "8080");

    // When both build the environment of the same container
    List<EnvVar> one = environment(inOne);
    List<EnvVar> other = environment(inTheOther);

    // Then they agree, so that no pod is replaced
    assertThat(one).isEqualTo(other);
  }

  private static List<EnvVar> environment(Map<String, String> own) {
    LanguageTool tool = new LanguageTool();
    tool.setMetadata(new ObjectMetaBuilder().withName("t").withNamespace("n").withUid("u").build());
    LanguageToolSpec spec = new LanguageToolSpec();
    spec.setEnv(List.of(new EnvVarBuilder().withName("ZONE").withValue("a").build()));
    ImageReference image = (ImageReference) ImageReference.parse("docker.io/library/alpine");
    return DeploymentFactory.deployment(tool, spec, "tool", image, own)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getEnv();
  }
}
