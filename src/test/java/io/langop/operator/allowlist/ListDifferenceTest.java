package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListDifferenceTest {

  private static List<AllowlistEntry> list(String... lines) {
    return RegistryAllowlist.parse(String.join("\n", lines), Instant.EPOCH).entries();
  }

  private static List<String> difference(List<AllowlistEntry> one, List<AllowlistEntry> other) {
    return ListDifference.of(one, other).stream().map(entry -> entry.pattern().text()).toList();
  }

  @Test
  void whatOnlyOneOfTwoListsHasIsTheDifference() {
    assertThat(difference(list("a.io", "b.io", "c.io"), list("a.io", "d.io", "c.io")))
        .containsExactlyInAnyOrder("b.io", "d.io");
  }

  @Test
  void anotherOrderIsNoDifference() {
    assertThat(difference(list("a.io", "b.io", "c.io"), list("c.io", "b.io", "a.io"))).isEmpty();
  }

  @Test
  void aListThatBeginsOrEndsLikeAnotherDiffersByTheRest() {
    assertThat(difference(list("a.io", "b.io"), list("a.io"))).containsExactly("b.io");
    assertThat(difference(list("b.io"), list("a.io", "b.io"))).containsExactly("a.io");
    assertThat(difference(list(), list("a.io"))).containsExactly("a.io");
  }
}
