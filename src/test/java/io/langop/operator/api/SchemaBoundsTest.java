package io.langop.operator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.langop.operator.api.Schemas.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A field that is added tomorrow is bounded, or fails here. */
class SchemaBoundsTest {

  /** Nobody else may write it, and the operator measures it before it does. */
  private static final String WRITTEN_BY_THE_OPERATOR = "CompiledAllowlist";

  static Stream<Arguments> everyPart() {
    return Schemas.crds().stream()
        .filter(crd -> !crd.getSpec().getNames().getKind().equals(WRITTEN_BY_THE_OPERATOR))
        .flatMap(
            crd ->
                Stream.of("spec", "status")
                    .map(part -> Arguments.of(crd.getSpec().getNames().getKind(), part, crd)));
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("everyPart")
  void everyLeafIsBounded(String kind, String part, CustomResourceDefinition crd) {
    // When
    List<String> missing = new ArrayList<>();
    for (Place place : Schemas.places(crd, part)) {
      missing(place.schema()).forEach(bound -> missing.add(place.path() + ": " + bound));
    }

    // Then
    assertThat(missing).as("what %s.%s lacks", kind, part).isEmpty();
  }

  @Test
  void everyKindIsLookedAt() {
    assertThat(Schemas.crds())
        .extracting(crd -> crd.getSpec().getNames().getKind())
        .containsExactly("CompiledAllowlist", "LanguageAgent", "LanguageTool", "PowerTool");
  }

  @Test
  void aTypeThatNobodyHasThoughtOfStopsTheBuild() {
    // Given
    class Holder {
      @SuppressWarnings("unused")
      public AnyType anything;
    }
    JSONSchemaProps schema =
        new JSONSchemaPropsBuilder()
            .withType("object")
            .addToProperties("anything", new JSONSchemaProps())
            .build();

    // When, Then
    assertThatThrownBy(() -> SchemaWalk.walk("spec", schema, Holder.class, SchemaBounds::bound))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("spec.anything");
  }

  private static List<String> missing(JSONSchemaProps schema) {
    List<String> missing = new ArrayList<>();
    if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())
        || Boolean.TRUE.equals(schema.getXKubernetesEmbeddedResource())) {
      missing.add("admits anything");
    }
    if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
      need(schema.getMaxLength(), "maxLength", missing);
      need(schema.getMinimum(), "minimum", missing);
      need(schema.getMaximum(), "maximum", missing);
      return missing;
    }
    switch (String.valueOf(schema.getType())) {
      case "integer" -> {
        need(schema.getFormat(), "format", missing);
        need(schema.getMinimum(), "minimum", missing);
        need(schema.getMaximum(), "maximum", missing);
      }
      case "string" -> {
        if (schema.getEnum() == null || schema.getEnum().isEmpty()) {
          need(schema.getMaxLength(), "maxLength", missing);
        }
      }
      case "array" -> {
        need(schema.getMaxItems(), "maxItems", missing);
        need(schema.getItems(), "items", missing);
      }
      case "object" -> {
        if (schema.getProperties() == null || schema.getProperties().isEmpty()) {
          need(schema.getAdditionalProperties(), "fields", missing);
          need(schema.getMaxProperties(), "maxProperties", missing);
          if (schema.getXKubernetesValidations().stream()
              .noneMatch(rule -> rule.getRule().startsWith("self.all(key, key.size() <= "))) {
            missing.add("a rule for the length of keys");
          }
        }
      }
      case "boolean" -> {}
      default -> missing.add("a type, which is " + schema.getType());
    }
    return missing;
  }

  private static void need(Object bound, String name, List<String> missing) {
    if (bound == null) {
      missing.add(name);
    }
  }
}
