package io.langop.operator.api;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentSpec;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.api.langop.v1alpha1.LanguageToolSpec;
import io.langop.operator.api.langop.v1alpha1.LanguageToolStatus;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.Profiler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Adds to the generated CRDs what no annotation can say. Runs at build time only.
 *
 * <ul>
 *   <li>{@code spec} is required;
 *   <li>conditions are a map keyed by type, as Kubernetes' API conventions want them;
 *   <li>the rules about names and started runs, which live at the root of the schema;
 *   <li>bounds for every leaf, by {@link SchemaBounds}, and for all of them together, by {@link
 *       SizeRule};
 *   <li>printer columns in the order in which they are declared in {@link #COLUMNS}.
 * </ul>
 */
public class CrdFinisher implements CRDPostProcessor {

  private static final List<String> COLUMNS =
      List.of(
          "Image",
          "Validated",
          "Tool",
          "Phase",
          "Targets",
          "Age",
          "Ready",
          "Running",
          "Failed",
          "Running Image",
          "Resolved Image",
          "Reason");

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

  /** What was started is what was approved; a change would make the status a lie. */
  private static final ValidationRule STARTED_SPEC =
      new ValidationRuleBuilder()
          .withRule(
              "!has(oldSelf.status) || !has(oldSelf.status.startTime)"
                  + " || (self.spec.profiler == oldSelf.spec.profiler"
                  + " && self.spec.targets == oldSelf.spec.targets"
                  + " && has(self.spec.output) == has(oldSelf.spec.output)"
                  + " && (!has(self.spec.output) || self.spec.output == oldSelf.spec.output))")
          .withMessage(
              "spec of a started PowerTool cannot change, except suspend, maxConcurrent and"
                  + " ttlSecondsAfterFinished: make another PowerTool for another run")
          .build();

  /** Linux takes no longer variable; {@code maxLength} counts characters, Linux bytes. */
  private static final ValidationRule INSTRUCTIONS =
      new ValidationRuleBuilder()
          .withRule("bytes(self).size() <= " + FieldLimits.MAX_ARGUMENT)
          .withMessage(
              "instructions must have at most "
                  + FieldLimits.MAX_ARGUMENT
                  + " bytes: they become an environment variable; put longer ones into a file of"
                  + " the image")
          .build();

  /** They are copied into every pod of a run, and a pod has to stay small enough to be stored. */
  private static final ValidationRule PROFILER_ARGS =
      new ValidationRuleBuilder()
          .withRule("self.map(arg, bytes(arg).size()).sum() <= " + Profiler.MAX_ARGS)
          .withMessage("profiler.args must have at most " + Profiler.MAX_ARGS + " bytes together")
          .build();

  private static final int MAX_WORKLOAD = 256 * 1024;
  private static final int MAX_POWER_TOOL = 64 * 1024;

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
    if (definition.getSpec().getNames().getKind().equals("CompiledAllowlist")) {
      finishCompiledAllowlist(root);
      return;
    }
    root.setRequired(List.of("spec"));
    Kind kind = Kind.valueOf(definition.getSpec().getNames().getKind());
    root.setXKubernetesValidations(List.of(kind.rule));
    root.setDescription(kind.description);

    JSONSchemaProps spec = root.getProperties().get("spec");
    SchemaWalk.walk("spec", spec, kind.specClass, SchemaBounds::bound);
    SchemaWalk.walk(
        "status", root.getProperties().get("status"), kind.statusClass, SchemaBounds::bound);
    kind.finishSpec.accept(spec);
    add(spec, SizeRule.atMost(kind.maxSize, "spec", spec));

    root.getProperties().get("spec").setDescription("What the author asks for.");
    root.getProperties()
        .get("status")
        .setDescription("What the operator found and did; nobody else writes it.");

    JSONSchemaProps conditions =
        root.getProperties().get("status").getProperties().get("conditions");
    setKeys(conditions, "type");

    version
        .getAdditionalPrinterColumns()
        .sort((a, b) -> COLUMNS.indexOf(a.getName()) - COLUMNS.indexOf(b.getName()));
  }

  /** Only the operator may write it, and etcd bounds it. */
  private static void finishCompiledAllowlist(JSONSchemaProps root) {
    root.setRequired(List.of("spec"));
    root.setDescription(
        "The allowlist in the form in which admission decides by it. The operator writes it;"
            + " administrators edit the ConfigMap of the allowlist.");
    JSONSchemaProps spec = root.getProperties().get("spec");
    for (String map : List.of("allowed", "conditional", "hostsWithPaths", "singles")) {
      spec.getProperties().get(map).setXKubernetesMapType("atomic");
    }
  }

  private static void finishWorkload(JSONSchemaProps spec) {
    setKeys(property(spec, "resources", "claims"), "name");
    WorkloadRules.finish(spec);
  }

  /** As in a pod: no two items of the list have the same values in these fields. */
  static void setKeys(JSONSchemaProps list, String... keys) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(keys));
  }

  private static void finishAgent(JSONSchemaProps spec) {
    finishWorkload(spec);
    add(property(spec, "instructions"), INSTRUCTIONS);
  }

  private static void finishPowerTool(JSONSchemaProps spec) {
    add(property(spec, "profiler", "args"), PROFILER_ARGS);
  }

  static void add(JSONSchemaProps schema, ValidationRule rule) {
    List<ValidationRule> rules = new ArrayList<>(schema.getXKubernetesValidations());
    rules.add(rule);
    schema.setXKubernetesValidations(rules);
  }

  static JSONSchemaProps property(JSONSchemaProps schema, String... path) {
    JSONSchemaProps found = schema;
    for (String name : path) {
      found = found.getProperties().get(name);
    }
    return found;
  }

  /** What is particular to each kind. */
  private enum Kind {
    LanguageAgent(
        LABEL_NAME,
        LanguageAgentSpec.class,
        LanguageAgentStatus.class,
        CrdFinisher::finishAgent,
        MAX_WORKLOAD,
        "An agent: a container image and the instructions it follows. It runs only if the image's"
            + " registry is on the administrator's allowlist."),
    LanguageTool(
        SERVICE_NAME,
        LanguageToolSpec.class,
        LanguageToolStatus.class,
        CrdFinisher::finishWorkload,
        MAX_WORKLOAD,
        "A tool that agents call: a container image behind a Service. It runs only if the image's"
            + " registry is on the administrator's allowlist."),
    PowerTool(
        STARTED_SPEC,
        PowerToolSpec.class,
        PowerToolStatus.class,
        CrdFinisher::finishPowerTool,
        MAX_POWER_TOOL,
        "One run of a profiler in running pods, as an ephemeral container in each. The profiler is"
            + " named; which image that is, administrators decide.");

    private final ValidationRule rule;
    private final Class<?> specClass;
    private final Class<?> statusClass;
    private final Consumer<JSONSchemaProps> finishSpec;
    private final int maxSize;
    private final String description;

    Kind(
        ValidationRule rule,
        Class<?> specClass,
        Class<?> statusClass,
        Consumer<JSONSchemaProps> finishSpec,
        int maxSize,
        String description) {
      this.rule = rule;
      this.specClass = specClass;
      this.statusClass = statusClass;
      this.finishSpec = finishSpec;
      this.maxSize = maxSize;
      this.description = description;
    }
  }
}
