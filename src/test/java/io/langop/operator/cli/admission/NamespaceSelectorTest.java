package io.langop.operator.cli.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class NamespaceSelectorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "null; true",
        "{}; true",
        "{matchLabels: {a: '1'}}; true",
        "{matchLabels: {a: '2'}}; false",
        "{matchExpressions: [{key: a, operator: In, values: ['1', '2']}]}; true",
        "{matchExpressions: [{key: b, operator: In, values: ['1']}]}; false",
        "{matchExpressions: [{key: a, operator: NotIn, values: ['1']}]}; false",
        "{matchExpressions: [{key: b, operator: NotIn, values: ['1']}]}; true",
        "{matchExpressions: [{key: a, operator: Exists}, {key: b, operator: DoesNotExist}]}; true",
        "{matchExpressions: [{key: a, operator: DoesNotExist}]}; false",
        "{matchLabels: {a: '1'}, matchExpressions: [{key: b, operator: Exists}]}; false"
      })
  void selectsAsTheApiServerDoes(String selector, boolean selected) {
    // Given
    Object read = new Yaml().load(selector);

    // When
    NamespaceSelector made = NamespaceSelector.of(read);

    // Then
    assertThat(made.selects(Map.of("a", "1"))).isEqualTo(selected);
  }
}
