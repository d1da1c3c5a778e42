package io.langop.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "ghcr.io/acme/app:v1", "a b", "\"<>&$`"})
  void leavesPlainTextAlone(String text) {
    assertThat(VisibleText.of(text)).isSameAs(text);
  }

  @Test
  void showsTwoHundredCharactersAtMost() {
    assertThat(VisibleText.of("a".repeat(200))).isEqualTo("a".repeat(200));
    assertThat(VisibleText.of("a".repeat(201))).isEqualTo("a".repeat(200) + "…");
    assertThat(VisibleText.of("\u0000".repeat(500))).isEqualTo("\\u0000".repeat(200) + "…");
  }

  @Test
  void makesEverythingElseVisible() {
    // When
    String visible =
        VisibleText.of("a\r\n\tb'c\\d\u001b\u007f\u0085\u202e\u2028\ufeff\u0441\uD83D");

    // Then
    assertThat(visible)
        .isEqualTo("a\\r\\n\\tb\\'c\\\\d\\u001b\\u007f\\u0085\\u202e\\u2028\\ufeff\\u0441\\ud83d");
  }
}
