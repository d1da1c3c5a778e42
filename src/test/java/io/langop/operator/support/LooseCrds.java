package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** CRDs of an earlier release that admitted whatever was sent. What they let in stays. */
public final class LooseCrds {

  private static final List<String> NAMES =
      List.of(
          "languageagents.langop.io",
          "languagetools.langop.io",
          "powertools.codriverlabs.ai.toe.run");

  private LooseCrds() {}

  /** Takes the schema away, and returns when anything is admitted. */
  public static void apply(KubernetesClient client) {
    NAMES.forEach(
        name ->
            Eventually.edited(
                client.apiextensions().v1().customResourceDefinitions().withName(name),
                LooseCrds::loosened));
  }

  private static CustomResourceDefinition loosened(CustomResourceDefinition definition) {
    JSONSchemaProps anything =
        new JSONSchemaPropsBuilder()
            .withType("object")
            .withXKubernetesPreserveUnknownFields(true)
            .build();
    definition
        .getSpec()
        .getVersions()
        .forEach(
            version ->
                version
                    .getSchema()
                    .setOpenAPIV3Schema(
                        new JSONSchemaPropsBuilder()
                            .withType("object")
                            .addToProperties("spec", anything)
                            .addToProperties("status", anything)
                            .build()));
    return definition;
  }
}
