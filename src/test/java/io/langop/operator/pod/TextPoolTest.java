package io.langop.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPoolTest {
  private static final int PLACES = 64;

  private final TextPool pool = new TextPool(PLACES, 8);

  @Test
  void equalTextsAreKeptOnce() {
    // Given
    String first = pool.share(copy("nginx"));

    // When
    String second = pool.share(copy("nginx"));

    // Then
    assertThat(second).isSameAs(first);
  }

  @Test
  void longTextsAreNotRemembered() {
    // Given
    String first = pool.share(copy("123456789"));

    // When
    String second = pool.share(copy("123456789"));

    // Then
    assertThat(second).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void noMoreTextsAreRememberedThanThereArePlaces() {
    // Given
    String first = pool.share(copy("first"));

    // When
    for (int i = 0; i < 100 * PLACES; i++) {
      pool.share("t" + i);
    }

    // Then
    assertThat(pool.share(copy("first"))).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void noTextIsNone() {
    assertThat(pool.share(null)).isNull();
  }

  private static String copy(String text) {
    return new String(text.toCharArray());
  }
}
