package io.langop.operator.cli.images;

import io.langop.operator.cli.input.FileProblem;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.output.Yaml;
import io.langop.operator.cli.session.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The settings of a tool as they are given to a command: in a file, or one by one. */
final class SettingsArguments {

  /** More than settings may have; the parser says how many these are. */
  private static final int LARGEST = 1 << 20;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "File with the settings as YAML; - is standard input")
  private String file;

  @Option(
      names = "--capability",
      paramLabel = "NAME",
      description = "Capability that the profiler gets, such as SYS_PTRACE; may be repeated")
  private List<String> capabilities = new ArrayList<>();

  @Option(
      names = "--user",
      paramLabel = "UID",
      description = "User that the profiler runs as; 0 is root")
  private Long user;

  @Option(names = "--privileged", description = "The profiler runs privileged")
  private boolean privileged;

  @Option(
      names = "--arg",
      paramLabel = "ARG",
      description = "Argument before those of a PowerTool; may be repeated")
  private List<String> args = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Environment variable; may be repeated")
  private List<String> env = new ArrayList<>();

  @Option(
      names = "--allow-namespace",
      paramLabel = "NAME",
      description =
          "Namespace where the tool may be used, such as team-a or team-*; may be repeated")
  private List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--max-duration",
      paramLabel = "DURATION",
      description = "Longest run, such as 10m")
  private String maxDuration;

  boolean areInAFile() {
    return file != null;
  }

  /** The YAML that says them. */
  String text(InputStream standardInput) {
    Map<String, Object> tree = tree();
    if (file == null && tree.isEmpty()) {
      throw Failure.usage(
          "Say what to set, with -f FILE or with options such as --capability. To remove the"
              + " settings: aictl images settings unset TOOL");
    }
    if (file != null && !tree.isEmpty()) {
      throw Failure.usage("The settings are either in a file or in options, not in both.");
    }
    return file == null ? Yaml.text(tree) : read(standardInput);
  }

  private Map<String, Object> tree() {
    Map<String, Object> context = new LinkedHashMap<>();
    if (!capabilities.isEmpty()) {
      context.put("capabilities", Map.of("add", capabilities));
    }
    if (privileged) {
      context.put("privileged", true);
    }
    if (user != null) {
      context.put("runAsUser", user);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    put(tree, "securityContext", context.isEmpty() ? null : context);
    put(tree, "args", args.isEmpty() ? null : args);
    put(tree, "env", env.isEmpty() ? null : env.stream().map(SettingsArguments::variable).toList());
    put(tree, "namespaces", namespaces.isEmpty() ? null : namespaces);
    put(tree, "maxDuration", maxDuration);
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, Object value) {
    if (value != null) {
      tree.put(name, value);
    }
  }

  private static Map<String, Object> variable(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw Failure.usage("'--env %s' needs a value: NAME=VALUE.".formatted(Visible.value(text)));
    }
    Map<String, Object> variable = new LinkedHashMap<>();
    variable.put("name", text.substring(0, equals));
    variable.put("value", text.substring(equals + 1));
    return variable;
  }

  private String read(InputStream standardInput) {
    try (InputStream in = file.equals("-") ? standardInput : Files.newInputStream(Path.of(file))) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw Failure.usage(
          "The settings in file '%s' cannot be read: %s."
              .formatted(Visible.value(file), FileProblem.reason(e)));
    }
  }
}
