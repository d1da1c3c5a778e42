package io.langop.operator.bench;

import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions a second on one thread, the parsing of the reference included. Every call takes the
 * next of a thousand images that meet entries all over the list, so that no branch and no cache
 * line is learnt by heart. Run it with {@code scripts/bench-decisions}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class DecisionBenchmark {

  private static final int IMAGES = 1 << 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** How an entry of this kind is written, and which images it allows and does not. */
  public enum Entry {
    EXACT(
        i -> "registry-" + i + ".example.com",
        i -> "registry-" + i + ".example.com/team/app:v1.2.3",
        i -> "registry-" + i + ".example.org/team/app:v1.2.3"),
    OPTIONS(
        i -> "registry-" + i + ".example.com namespaces=default,team-* until=2099-12-31",
        i -> "registry-" + i + ".example.com/team/app:v1.2.3",
        i -> "registry-" + i + ".example.org/team/app:v1.2.3"),
    WILDCARD(
        i -> "*.zone-" + i + ".example.com",
        i -> "eu.zone-" + i + ".example.com/team/app:v1.2.3",
        i -> "eu.zone-" + i + ".example.org/team/app:v1.2.3"),
    PATH(
        i -> "registry-" + i % 1000 + ".example.com/team-" + i,
        i -> "registry-" + i % 1000 + ".example.com/team-" + i + "/app:v1.2.3",
        i -> "registry-" + i % 1000 + ".example.com/evil-" + i + "/app:v1.2.3");

    private final IntFunction<String> text;
    private final IntFunction<String> allowed;
    private final IntFunction<String> denied;

    Entry(IntFunction<String> text, IntFunction<String> allowed, IntFunction<String> denied) {
      this.text = text;
      this.allowed = allowed;
      this.denied = denied;
    }

    String list(int entries) {
      return IntStream.range(0, entries).mapToObj(text).collect(Collectors.joining("\n"));
    }
  }

  /** Whether the images are on the list. */
  public enum Outcome {
    HIT,
    MISS
  }

  @Param Entry entry;

  @Param Outcome outcome;

  @Param({"10", "1000", "100000"})
  int entries;

  private RegistryAllowlist allowlist;
  private String[] images;

  @Setup
  public void setUp() {
    allowlist = RegistryAllowlist.parse(entry.list(entries), Instant.EPOCH);
    Random random = new Random(42);
    IntFunction<String> image = outcome == Outcome.HIT ? entry.allowed : entry.denied;
    images =
        IntStream.range(0, IMAGES)
            .mapToObj(i -> image.apply(random.nextInt(entries)))
            .toArray(String[]::new);
    for (String name : images) {
      if (allowlist.decide(name, "default").isAllowed() != (outcome == Outcome.HIT)) {
        throw new IllegalStateException("Measures something else: " + name);
      }
    }
  }

  /** What the thread itself spent: a busy machine takes time away, but not from this count. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {

    public long decisions;
    public long nanoseconds;

    private long start;

    @Setup(Level.Iteration)
    public void start() {
      start = THREADS.getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void stop() {
      nanoseconds = THREADS.getCurrentThreadCpuTime() - start;
    }
  }

  @Benchmark
  public Verdict decide(Cpu cpu) {
    return allowlist.decide(images[(int) cpu.decisions++ & (IMAGES - 1)], "default");
  }
}
