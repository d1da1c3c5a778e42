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

  @Test
  void aTextIsCutToBytesAtAWholeCharacter() {
    assertThat(StatusText.fitUtf8("abcde", 5)).isEqualTo("abcde");
    assertThat(StatusText.fitUtf8("abcdef", 5)).isEqualTo("ab…");
    assertThat(StatusText.fitUtf8("äöü", 6)).isEqualTo("äöü");
    assertThat(StatusText.fitUtf8("äöüa", 6)).isEqualTo("ä…");
    assertThat(StatusText.fitUtf8("a\ud83d\ude00bcd", 7)).isEqualTo("a…");
    assertThat(StatusText.fitUtf8(null, 5)).isNull();
  }
}
