package io.langop.operator.bench;

import io.langop.operator.audit.PodAuditBenchmark;
import io.langop.operator.policy.EditBenchmark;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks and prints what a person wants to know as Markdown tables. */
public final class BenchmarkTable {

  private static final String BYTES = "gc.alloc.rate.norm";

  private BenchmarkTable() {}

  public static void main(String[] args) throws RunnerException {
    System.out.println("| case | entries | decisions/s of CPU time | by the clock | bytes/op |");
    System.out.println("|---|---:|---:|---:|---:|");
    for (RunResult result : run(DecisionBenchmark.class)) {
      System.out.printf(
          Locale.ROOT,
          "| %s %s | %,d | %,.0f | %,.0f | %.0f |%n",
          parameter(result, "entry"),
          parameter(result, "outcome"),
          Integer.parseInt(parameter(result, "entries")),
          metric(result, "decisions") / metric(result, "nanoseconds") * 1e9,
          result.getPrimaryResult().getScore(),
          metric(result, BYTES));
    }
    System.out.println();
    System.out.println("| list of 1 MiB | time to read | memory allocated |");
    System.out.println("|---|---:|---:|");
    for (RunResult result : run(LoadBenchmark.class)) {
      System.out.printf(
          Locale.ROOT,
          "| %s entries | %.0f ms | %.0f MB |%n",
          parameter(result, "entry"),
          result.getPrimaryResult().getScore(),
          metric(result, BYTES) / 1e6);
    }
    printEdits();
    printPods();
    printCiphers();
  }

  private static void printEdits() throws RunnerException {
    System.out.println();
    System.out.println("| edit of one entry in 10,000 | resources | time |");
    System.out.println("|---|---:|---:|");
    for (RunResult result : run(EditBenchmark.class)) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %,.0f µs |%n",
          result.getPrimaryResult().getLabel(),
          Integer.parseInt(parameter(result, "resources")),
          result.getPrimaryResult().getScore());
    }
  }

  private static void printPods() throws RunnerException {
    System.out.println();
    System.out.println("| edit that is about all of 50,000 pods with 500 images | time |");
    System.out.println("|---|---:|");
    for (RunResult result : run(PodAuditBenchmark.class)) {
      System.out.printf(
          Locale.ROOT,
          "| in %s namespaces | %,.0f µs |%n",
          parameter(result, "namespaces"),
          result.getPrimaryResult().getScore());
    }
  }

  private static void printCiphers() throws RunnerException {
    System.out.println();
    System.out.println("| enciphering of 2 KiB without C2 | time |");
    System.out.println("|---|---:|");
    for (RunResult result : run(CipherBenchmark.class)) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f µs |%n",
          parameter(result, "cipher"),
          result.getPrimaryResult().getScore());
    }
  }

  private static Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName() + "\\.")
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms512m", "-Xmx512m")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build())
        .run();
  }

  private static String parameter(RunResult result, String name) {
    return result.getParams().getParam(name).toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("rawtypes") // JMH declares its results so
  private static double metric(RunResult result, String name) {
    for (Map.Entry<String, Result> metric : result.getSecondaryResults().entrySet()) {
      if (metric.getKey().endsWith(name)) {
        return metric.getValue().getScore();
      }
    }
    return Double.NaN;
  }
}
