package io.langop.operator.api;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Map;

/**
 * Adds to the generated CRDs what no annotation can say. Runs at build time only.
 *
 * <ul>
 *   <li>{@code spec} is required;
 *   <li>conditions are a map keyed by type, as Kubernetes' API conventions want them;
 *   <li>the rules about names, which live at the root of the schema;
 *   <li>what server-side apply and quantities need, where an author would otherwise learn of a
 *       mistake only later;
 *   <li>printer columns in the order in which they are declared in {@link #COLUMNS}.
 * </ul>
 */
public class CrdFinisher implements CRDPostProcessor {

  private static final List<String> COLUMNS =
      List.of("Image", "Validated", "Phase", "Age", "Ready", "Running Image", "Reason");

  /** As in the CRDs of Kubernetes itself, see resource.Quantity. */
  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  /** The name becomes a label of the pods, and labels are limited. */
  private static final ValidationRule LABEL_NAME =
      new ValidationRuleBuilder()
          .withRule("self.metadata.name.size() <= 63")
          .withMessage(
              "metadata.name must have at most 63 characters: it becomes a label of the pods")
          .build();

  /** The name becomes a Service's, see RFC 1035 and the Service API. */
  private static final ValidationRule SERVICE_NAME =
      new ValidationRuleBuilder()
          .withRule("self.metadata.name.matches('^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$')")
          .withMessage(
              "metadata.name must be a DNS label: lower-case letters, digits and '-', starting with"
                  + " a letter, at most 63 characters: it becomes the name of the Service")
          .build();

  @Override
  public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
    if (crd instanceof CustomResourceDefinition definition) {
      definition.getSpec().getVersions().forEach(version -> finish(definition, version));
    }
    return crd;
  }

  private static void finish(
      CustomResourceDefinition definition, CustomResourceDefinitionVersion version) {
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    root.setXKubernetesValidations(
        List.of(
            "LanguageTool".equals(definition.getSpec().getNames().getKind())
                ? SERVICE_NAME
                : LABEL_NAME));
    root.setDescription(description(definition));

    root.getProperties().get("spec").setDescription("What the author asks for.");
    root.getProperties()
        .get("status")
        .setDescription("What the operator found and did; nobody else writes it.");

    JSONSchemaProps conditions =
        root.getProperties().get("status").getProperties().get("conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    items(conditions)
        .setRequired(List.of("type", "status", "lastTransitionTime", "reason", "message"));
    refuseWhatCannotBeApplied(root.getProperties().get("spec"));

    version
        .getAdditionalPrinterColumns()
        .sort((a, b) -> COLUMNS.indexOf(a.getName()) - COLUMNS.indexOf(b.getName()));
  }

  private static void refuseWhatCannotBeApplied(JSONSchemaProps spec) {
    items(spec.getProperties().get("env")).setRequired(List.of("name"));

    Map<String, JSONSchemaProps> resources = spec.getProperties().get("resources").getProperties();
    JSONSchemaProps claims = resources.get("claims");
    claims.setXKubernetesListType("map");
    claims.setXKubernetesListMapKeys(List.of("name"));
    items(claims).setRequired(List.of("name"));
    for (String part : List.of("limits", "requests")) {
      resources.get(part).getAdditionalProperties().getSchema().setPattern(QUANTITY);
    }
  }

  private static JSONSchemaProps items(JSONSchemaProps list) {
    return list.getItems().getSchema();
  }

  private static String description(CustomResourceDefinition definition) {
    return "LanguageTool".equals(definition.getSpec().getNames().getKind())
        ? "A tool that agents call: a container image behind a Service. It runs only if the image's"
            + " registry is on the administrator's allowlist."
        : "An agent: a container image and the instructions it follows. It runs only if the image's"
            + " registry is on the administrator's allowlist.";
  }
}
