package io.langop.operator.bench;

import java.util.ArrayList;
import java.util.List;

/** Durations of one thing that was done again and again. */
final class Samples {

  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Long> nanos = new ArrayList<>();

  void add(long duration) {
    nanos.add(duration);
  }

  /** Milliseconds that {@code percent} of the samples do not exceed (nearest rank). */
  double percentile(double percent) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1) / NANOS_PER_MILLI;
  }

  int size() {
    return nanos.size();
  }

  double median() {
    return percentile(50);
  }
}
