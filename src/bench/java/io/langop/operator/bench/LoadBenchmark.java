package io.langop.operator.bench;

import io.langop.operator.allowlist.RegistryAllowlist;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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

/** The time to read the largest list that a ConfigMap can hold, 1 MiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class LoadBenchmark {

  private static final int MEBIBYTE = 1 << 20;

  @Param DecisionBenchmark.Entry entry;

  private String text;

  @Setup
  public void setUp() {
    String list = entry.list(60_000);
    text = list.substring(0, list.lastIndexOf('\n', MEBIBYTE));
  }

  @Benchmark
  public RegistryAllowlist parse() {
    return RegistryAllowlist.parse(text, Instant.EPOCH);
  }
}
