package io.langop.operator.cli.output;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class DidYouMean {

  private DidYouMean() {}

  /** A sentence with a space before it, or nothing. */
  public static String sentence(String name, Collection<String> known) {
    return closest(name, known)
        .map(closest -> " Did you mean '" + Visible.value(closest) + "'?")
        .orElse("");
  }

  /** The end of a sentence, or nothing. */
  public static String clause(String name, Collection<String> known) {
    return closest(name, known)
        .map(closest -> "; did you mean '" + Visible.value(closest) + "'")
        .orElse("");
  }

  /** The closest name, if one is close. */
  public static Optional<String> closest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int bound = Math.max(1, Math.min(wanted.length(), 24) / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - wanted.length()) <= bound + 8)
        .map(
            candidate ->
                new Candidate(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
        .filter(
            candidate ->
                candidate.distance() <= bound
                    || (wanted.length() >= 3 && candidate.name().startsWith(wanted)))
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** How many letters have to be added, removed, replaced or swapped with their neighbour. */
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
