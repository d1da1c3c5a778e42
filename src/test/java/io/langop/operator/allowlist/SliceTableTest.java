package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** That the cost does not grow with the list is shown by counting slots, not by taking the time. */
class SliceTableTest {

  private static final int SEED = 42;

  @Test
  void findsEveryKeyAndNothingElseAfterGrowing() {
    // Given
    SliceTable<Integer> table = new SliceTable<>(SEED);
    for (int i = 0; i < 10_000; i++) {
      table.put("r" + i + ".io", table.hashFromEnd("r" + i + ".io"), i);
    }

    // Then
    for (int i = 0; i < 20_000; i++) {
      String text = "x.R" + i + ".io/y";
      String key = "R" + i + ".io";
      Integer found = table.get(text, 2, 2 + key.length(), table.hashFromEnd(key));
      assertThat(found).isEqualTo(i < 10_000 ? Integer.valueOf(i) : null);
    }
  }

  @Test
  void keysWithTheSameHashAreKeptApart() {
    // Given
    SliceTable<String> table = new SliceTable<>(SEED);
    table.put("a.io", 0, "a");
    table.put("b.io", 0, "b");

    // Then
    assertThat(table.get("a.io", 0, 4, 0)).isEqualTo("a");
    assertThat(table.get("b.io", 0, 4, 0)).isEqualTo("b");
    assertThat(table.get("c.io", 0, 4, 0)).isNull();
  }

  @Test
  void aLookupVisitsAFewSlotsEvenInAVeryLongListOfSimilarNames() {
    assertThat(longestRun(i -> "registry-" + i + ".example.com")).isLessThan(100);
    assertThat(longestRun(i -> i + ".dkr.ecr.us-west-2.amazonaws.com")).isLessThan(100);
    assertThat(longestRun(i -> "r" + i + ".corp:" + (1 + i % 65_535))).isLessThan(100);
    assertThat(longestRun(i -> "10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256))
        .isLessThan(100);
    assertThat(longestRun(i -> Integer.toString(i, 36) + ".io")).isLessThan(100);
  }

  @Test
  void namesThatCollideInTheHashOfAStringAreSpreadToo() {
    // Given: 0c and na, read from the end, are the same number to String.hashCode
    IntFunction<String> name =
        i -> Integer.toBinaryString(i).replace("0", "na").replace("1", "0c") + ".io";

    // Then
    assertThat(longestRun(name)).isLessThan(100);
  }

  private static int longestRun(IntFunction<String> name) {
    SliceTable<Boolean> table = new SliceTable<>(SEED);
    for (int i = 0; i < 100_000; i++) {
      table.put(name.apply(i), table.hashFromEnd(name.apply(i)), true);
    }
    return table.longestRun();
  }
}
