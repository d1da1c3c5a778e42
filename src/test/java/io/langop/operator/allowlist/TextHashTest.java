package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextHashTest {

  /** As sha256sum says; the last two begin with a zero and have a character of two bytes. */
  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "gcr.io, 70cca582c4895337b234bb640fa2c13c72816d8ea4f6d8f679607a2e9c414ccb",
    "r2.io, 019bfcde6240d5c7767ed875b6269a901c05377b3902f3f3d10f662ac4a42980",
    "é, 4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
  })
  void isThatOfTheTextInUtf8(String text, String hash) {
    // When
    String made = TextHash.sha256(text);

    // Then
    assertThat(made).isEqualTo(hash);
  }
}
