import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The measurements of {@code scripts/bench-aictl}. */
final class BenchAictl {

  private static final int WARM_UP = 3;
  private static final int RUNS = 21;
  private static final int LINES = 100_000;

  private BenchAictl() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("bench-aictl-");
    Path list = directory.resolve("allowlist.txt");
    Files.writeString(list, "docker.io\n*.gcr.io\nghcr.io/acme\n");
    Path images = directory.resolve("images.txt");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append("registry-").append(i % 1000).append(".example.com/team/image:").append(i);
      lines.append('\n');
    }
    Files.writeString(images, lines.append("nginx\n"));

    String check = "registries check --file " + list;
    System.out.println("| command | median | fastest | slowest |");
    System.out.println("|---|---:|---:|---:|");
    row("`aictl registries check --file allowlist.txt nginx`", RUNS, null, check + " nginx", true);
    if (!isNative()) {
      row("the same with class data sharing switched off", RUNS, null, check + " nginx", false);
    }
    row("`aictl registries check --file allowlist.txt -o json nginx`", RUNS, null, check + " -o json nginx", true);
    row("`aictl --help`", RUNS, null, "--help", true);
    row(
        "`aictl registries check --file allowlist.txt -o json -`, 100,001 images",
        5,
        images,
        check + " -o json -",
        true);
  }

  /** As bin/aictl decides it. */
  private static boolean isNative() {
    File[] executables =
        new File("target").listFiles((target, name) -> name.endsWith("-runner"));
    File jar = new File("target/quarkus-app/quarkus-run.jar");
    return executables != null
        && executables.length > 0
        && executables[0].lastModified() >= jar.lastModified();
  }

  private static void row(String name, int runs, Path input, String arguments, boolean archive)
      throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = -WARM_UP; i < runs; i++) {
      List<String> command = new ArrayList<>(List.of("bin/aictl"));
      command.addAll(List.of(arguments.split(" ")));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectInput(input == null ? new File("/dev/null") : input.toFile());
      builder.redirectOutput(new File("/dev/null"));
      if (!archive) {
        builder.environment().put("AICTL_JAVA_OPTS", "-Xshare:off");
      }
      long start = System.nanoTime();
      builder.start().waitFor();
      if (i >= 0) {
        times.add((System.nanoTime() - start) / 1_000_000);
      }
    }
    times.sort(null);
    System.out.printf(
        "| %s | %d ms | %d ms | %d ms |%n",
        name, times.get(runs / 2), times.get(0), times.get(runs - 1));
  }
}
