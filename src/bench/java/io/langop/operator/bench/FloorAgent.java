package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;

/**
 * A copy of LanguageAgent that the operator does not watch. The floor is measured on it, so that
 * both can be measured in turns: whatever else goes on in the machine then slows both.
 */
@Group(FloorAgent.GROUP)
@Version("v1alpha1")
public class FloorAgent extends CustomResource<LanguageAgentSpec, LanguageAgentStatus>
    implements Namespaced {

  static final String GROUP = "bench.langop.io";

  private static final long serialVersionUID = 1L;
  private static final String PLURAL = "flooragents";
  private static final long ESTABLISHED_SECONDS = 30;

  /** Makes the kind known to the API server, with LanguageAgent's schema. */
  static void install(KubernetesClient client) {
    var definitions = client.apiextensions().v1().customResourceDefinitions();
    CustomResourceDefinition original = definitions.withName("languageagents.langop.io").get();
    CustomResourceDefinition copy =
        new CustomResourceDefinitionBuilder()
            .withNewMetadata()
            .withName(PLURAL + "." + GROUP)
            .endMetadata()
            .withNewSpecLike(original.getSpec())
            .withGroup(GROUP)
            .withNewNames()
            .withKind("FloorAgent")
            .withListKind("FloorAgentList")
            .withPlural(PLURAL)
            .withSingular("flooragent")
            .endNames()
            .endSpec()
            .build();
    client.resource(copy).create();
    definitions
        .withName(PLURAL + "." + GROUP)
        .waitUntilCondition(
            crd ->
                crd != null
                    && crd.getStatus() != null
                    && crd.getStatus().getConditions() != null
                    && crd.getStatus().getConditions().stream()
                        .anyMatch(
                            condition ->
                                "Established".equals(condition.getType())
                                    && "True".equals(condition.getStatus())),
            ESTABLISHED_SECONDS,
            java.util.concurrent.TimeUnit.SECONDS);
  }
}
