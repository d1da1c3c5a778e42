package io.langop.operator.support;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Different texts that all have one hash, as somebody can write them who wants to slow a map down.
 */
public final class Collisions {

  private Collisions() {}

  /**
   * All texts of a beginning and pieces of two letters.
   *
   * @param pieces how many; there are two to the power of it texts
   */
  public static List<String> texts(String beginning, int pieces) {
    return IntStream.range(0, 1 << pieces)
        .mapToObj(
            number -> {
              StringBuilder text = new StringBuilder(beginning);
              for (int piece = 0; piece < pieces; piece++) {
                text.append((number >> piece & 1) == 0 ? "an" : "c0"); // equal hashes
              }
              return text.toString();
            })
        .toList();
  }
}
