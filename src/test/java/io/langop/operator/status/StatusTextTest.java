package io.langop.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTextTest {

  @Test
  void aTextThatFitsStaysAsItIs() {
    assertThat(StatusText.fit("abcde", 5)).isEqualTo("abcde");
    assertThat(StatusText.fit(null, 5)).isNull();
  }

  @Test
  void aLongerOneIsCutAndSaysSo() {
    assertThat(StatusText.fit("abcdef", 5)).isEqualTo("abcd…");
  }

  @Test
  void aCharacterOfTwoPartsIsNotCutInHalf() {
    assertThat(StatusText.fit("abc\ud83d\ude00xyz", 5)).isEqualTo("abc…");
  }
}
