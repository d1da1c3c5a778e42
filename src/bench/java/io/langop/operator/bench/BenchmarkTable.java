package io.langop.operator.bench;

import io.langop.operator.audit.PodAuditBenchmark;
import io.langop.operator.policy.EditBenchmark;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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
    Locale.setDefault(Locale.ROOT);
    print(
        "| case | entries | decisions/s of CPU time | by the clock | bytes/op |\n|---|---:|---:|---:|---:|",
        DecisionBenchmark.class,
        result ->
            "| %s %s | %,d | %,.0f | %,.0f | %.0f |"
                .formatted(
                    parameter(result, "entry"),
                    parameter(result, "outcome"),
                    Integer.parseInt(parameter(result, "entries")),
                    metric(result, "decisions") / metric(result, "nanoseconds") * 1e9,
                    result.getPrimaryResult().getScore(),
                    metric(result, BYTES)));
    print(
        "| list of 1 MiB | time to read | memory allocated |\n|---|---:|---:|",
        LoadBenchmark.class,
        result ->
            "| %s entries | %.0f ms | %.0f MB |"
                .formatted(
                    parameter(result, "entry"),
                    result.getPrimaryResult().getScore(),
                    metric(result, BYTES) / 1e6));
    print(
        "| edit of one entry in 10,000 | resources | time |\n|---|---:|---:|",
        EditBenchmark.class,
        result ->
            "| %s | %,d | %,.0f µs |"
                .formatted(
                    result.getPrimaryResult().getLabel(),
                    Integer.parseInt(parameter(result, "resources")),
                    result.getPrimaryResult().getScore()));
    print(
        "| edit that is about all of 50,000 pods with 500 images | time |\n|---|---:|",
        PodAuditBenchmark.class,
        result ->
            "| in %s namespaces | %,.0f µs |"
                .formatted(parameter(result, "namespaces"), result.getPrimaryResult().getScore()));
  }

  private static void print(String head, Class<?> benchmark, Function<RunResult, String> row)
      throws RunnerException {
    System.out.println();
    System.out.println(head);
    for (RunResult result : run(benchmark)) {
      System.out.println(row.apply(result));
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
