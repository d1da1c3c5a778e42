package io.langop.operator.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {

  @ParameterizedTest
  @CsvSource({
    "greter, greeter",
    "gretere, greeter",
    "GREETER, greeter",
    "ab, ac",
    "stra, stranger",
    "nothing-like-it, ",
    "x, "
  })
  void theClosestNameIsFoundIfOneIsClose(String name, String expected) {
    // When
    var closest = DidYouMean.closest(name, List.of("greeter", "stranger", "ac"));

    // Then
    assertThat(closest.orElse(null)).isEqualTo(expected);
  }
}
