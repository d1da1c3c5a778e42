package io.langop.operator.audit;

import io.langop.operator.policy.AllowlistSnapshot;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
 * The time to decide 50,000 pods with 500 images anew, after an edit that is about all of them. In
 * several namespaces each of which runs all images, there are as many times as many to decide.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class PodAuditBenchmark {
  private static final int PODS = 50_000;
  private static final int IMAGES = 500;

  /** A pod's namespace and its image have nothing to do with each other: 49 and 500 are coprime. */
  @Param({"1", "49"})
  int namespaces;

  private final AllowlistSnapshot all =
      Lists.allowlist(
          IntStream.range(0, IMAGES).mapToObj(PodAuditBenchmark::registry).toArray(String[]::new));
  private final AllowlistSnapshot none = Lists.allowlist("docker.io");
  private final int[] told = new int[1];
  private PodIndex index;
  private boolean refused;

  private static String registry(int number) {
    return "registry-" + number + ".example.com";
  }

  /** All pods are allowed. */
  @Setup
  public void setUp() {
    index = new PodIndex(all, Lists.NO_CATALOG, new Adding());
    for (int pod = 0; pod < PODS; pod++) {
      String image = registry(pod % IMAGES) + "/team/app:v1.2.3";
      index.put(
          "namespace-" + pod % namespaces,
          "pod-" + pod,
          new TreeSet<>(Set.of(new PodImage(image, false))));
    }
  }

  /** Refuses all pods or allows them, in turns. */
  @Benchmark
  public int redecide() {
    refused = !refused;
    index.decideBy(refused ? none : all);
    return told[0];
  }

  private final class Adding implements AuditObserver {

    @Override
    public void pods(String namespace, int notAllowed) {
      told[0] += notAllowed;
    }

    @Override
    public void images(String namespace, String registry, int notAllowed) {
      told[0] += notAllowed;
    }

    @Override
    public void changed(String namespace) {
      told[0]++;
    }
  }
}
