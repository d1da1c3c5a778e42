package io.langop.operator.policy;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to find the one resource that an edit of one entry in 10,000 is about, from two lists
 * that are read already: by the index, and by deciding all resources by both lists.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class EditBenchmark {
  private static final int ENTRIES = 10_000;
  private static final int EDITED = ENTRIES / 2;

  @Param({"1000", "10000", "100000"})
  int resources;

  private final AllowlistSnapshot with = list(true);
  private final AllowlistSnapshot without = list(false);
  private DemandIndex<AllowlistSnapshot, Verdict> index;
  private List<String> images;
  private boolean removes;

  private static AllowlistSnapshot list(boolean complete) {
    String text =
        IntStream.range(0, ENTRIES)
            .filter(entry -> complete || entry != EDITED)
            .mapToObj(EditBenchmark::host)
            .collect(Collectors.joining("\n"));
    return new AllowlistSnapshot.Loaded(1, text, RegistryAllowlist.parse(text, Instant.EPOCH));
  }

  private static String host(int entry) {
    return "registry-" + entry + ".example.com";
  }

  /** Only one resource has an image of the edited registry. */
  @Setup
  public void setUp() {
    index = new DemandIndex<>(with, Verdict::isAllowed);
    images = new ArrayList<>();
    for (int i = 0; i < resources; i++) {
      int entry = i == 0 ? EDITED : i % EDITED;
      images.add(host(entry) + "/team/app-" + i + ":v1.2.3");
      index.put(new ResourceID("agent-" + i, "default"), images.get(i));
    }
  }

  /** Removes the entry or adds it, in turns. */
  @Benchmark
  public int byIndex() {
    removes = !removes;
    return (removes ? index.edit(with, without) : index.edit(without, with)).resources().size();
  }

  @Benchmark
  public long byDecidingAll() {
    return images.stream()
        .filter(image -> !with.decide(image, "default").equals(without.decide(image, "default")))
        .count();
  }
}
