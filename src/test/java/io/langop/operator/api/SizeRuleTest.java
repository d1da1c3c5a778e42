package io.langop.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of rules; {@code SchemaExtremesIT} and {@code CrdLimitsIT} have a server apply them. */
class SizeRuleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a text: its name with 4, its quotes with 3 | {properties: {name: {type: string}}}                             | [has(self.name) ? 11 + self.name.size() : 0].sum()
          a number                                   | {properties: {port: {type: integer}}}                            | [has(self.port) ? 24 : 0].sum()
          a boolean                                  | {properties: {suspend: {type: boolean}}}                         | [has(self.suspend) ? 16 : 0].sum()
          a quantity, as long as it may be           | {properties: {cpu: {x-kubernetes-int-or-string: true, maxLength: 20}}} | [has(self.cpu) ? 27 : 0].sum()
          a word that CEL keeps for itself           | {properties: {namespace: {type: string}}}                        | [has(self.__namespace__) ? 16 + self.__namespace__.size() : 0].sum()
          an object in an object                     | {properties: {a: {properties: {b: {type: string}}}}}             | [has(self.a) ? 5 + [has(self.a.b) ? 8 + self.a.b.size() : 0].sum() : 0].sum()
          a list of short texts                      | {items: {type: string, maxLength: 63}}                           | self.size() * 66
          a list of long texts                       | {items: {type: string, maxLength: 65}}                           | self.map(v0, 3 + v0.size()).sum()
          a list of lists                            | {items: {items: {type: string}}}                                 | self.map(v0, v0.map(v1, 3 + v1.size()).sum()).sum()
          a map of texts                             | {additionalProperties: {type: string}}                           | self.map(k0, k0.size() + 7 + self[k0].size()).sum()
          a map of numbers                           | {additionalProperties: {type: integer}}                          | self.map(k0, k0.size() + 20).sum()
          """)
  void addsUpWhatIsThere(String what, String schema, String size) {
    // When
    var rule =
        SizeRule.atMost(
            1_000, "Something", Serialization.unmarshal("--- " + schema, JSONSchemaProps.class));

    // Then
    assertThat(rule.getRule()).as(what).isEqualTo(size + " <= 1000");
    assertThat(rule.getMessage())
        .isEqualTo(
            "Something is too large: all its fields together may have at most 1000 characters");
  }
}
