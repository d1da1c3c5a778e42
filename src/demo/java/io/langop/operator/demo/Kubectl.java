package io.langop.operator.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real kubectl, and the script for the catalog, which uses it. */
final class Kubectl {
  private static final String SCRIPT = "update-profiler-images.sh";

  private final Path program;
  private final Path project;
  private final Terminal terminal;

  /**
   * @param project the project's directory, where commands run
   * @param cache where kubectl keeps what it learns of the cluster
   */
  Kubectl(Path program, Path kubeconfig, Path project, Path cache, Screen screen) {
    this.program = program;
    this.project = project;
    this.terminal =
        new Terminal(
            project,
            Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "KUBECACHEDIR",
                cache.toString(),
                "KUBERC",
                "off"),
            screen);
  }

  /** Shows and runs a command that is expected to succeed; returns its output. */
  String run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Like {@link #run(String...)}, with further environment variables, which are not shown. */
  String run(Map<String, String> environment, String... arguments) {
    return succeeded("kubectl", terminal.run("kubectl", program, environment, List.of(arguments)));
  }

  /** Shows and runs a command that the API server is expected to refuse; returns its words. */
  String refused(String... arguments) {
    Terminal.Result result = terminal.run("kubectl", program, Map.of(), List.of(arguments));
    Expect.that(
        result.exitCode() != 0 && result.output().contains("Forbidden"),
        "The API server should refuse this",
        result);
    return result.output();
  }

  /** Asks whether somebody may do something, in the words of {@code kubectl auth can-i}. */
  boolean mayDo(String who, String... what) {
    List<String> arguments = new ArrayList<>(List.of("auth", "can-i"));
    arguments.addAll(List.of(what));
    arguments.add("--as=" + who);
    String answer = terminal.run("kubectl", program, Map.of(), arguments).output();
    Expect.that(
        answer.equals("yes") || answer.equals("no"), "Yes or no was to be answered", answer);
    return answer.equals("yes");
  }

  /** Adds a tool to the catalog or changes its image, as administrators do. */
  void updateProfilerImages(String tool, String image) {
    String path = program.toAbsolutePath().getParent() + ":" + System.getenv("PATH");
    Terminal.Result result =
        terminal.run(
            "./" + SCRIPT,
            project.toAbsolutePath().resolve(SCRIPT),
            Map.of("PATH", path),
            List.of(tool, image));
    succeeded(SCRIPT, result);
  }

  private static String succeeded(String name, Terminal.Result result) {
    if (result.exitCode() != 0) {
      throw new DemoFailure(
          "%s ended with exit code %d: %s".formatted(name, result.exitCode(), result.output()));
    }
    return result.output();
  }
}
