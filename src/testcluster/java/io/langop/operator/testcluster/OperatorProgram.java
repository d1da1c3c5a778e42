package io.langop.operator.testcluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is started as the operator: what the image starts on a JVM, or the native executable that
 * the system property {@value #EXECUTABLE} names, as Quarkus calls it.
 *
 * @param file the script, the JAR or the executable
 */
public record OperatorProgram(Path file, Kind kind) {
  /** The system property with the path of a native executable; the build sets it. */
  static final String EXECUTABLE = "native.image.path";

  private static final String SCRIPT = "bin/operator";

  private enum Kind {
    SCRIPT,
    JAR,
    NATIVE
  }

  /** The one that is to be tested. */
  public static OperatorProgram built() {
    String executable = System.getProperty(EXECUTABLE, "");
    return executable.isEmpty()
        ? new OperatorProgram(ProjectDirectory.root().resolve(SCRIPT), Kind.SCRIPT)
        : new OperatorProgram(ProjectDirectory.root().resolve(executable), Kind.NATIVE);
  }

  static OperatorProgram jar(Path file) {
    return new OperatorProgram(file, Kind.JAR);
  }

  /** Whether it needs no JVM. */
  public boolean isNative() {
    return kind == Kind.NATIVE;
  }

  /** The options for a heap of at most {@code size}, for example {@code 307m}, as in the image. */
  List<String> maxHeap(String size) {
    return kind == Kind.JAR
        ? List.of("-Xmx" + size, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
        : List.of("-Xmx" + size);
  }

  /**
   * The command that starts it.
   *
   * @param options of the JVM, of which a native executable knows {@code -D}, {@code -Xmx} and some
   *     {@code -XX}
   * @throws ClusterException if it is not there
   */
  public List<String> command(List<String> options, List<String> arguments) {
    if (!Files.isRegularFile(file)) {
      throw new ClusterException(
          "There is no operator at %s; run 'mvn package%s' first"
              .formatted(file, isNative() ? " -Dnative" : ""));
    }
    List<String> command = new ArrayList<>();
    if (kind == Kind.JAR) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.add("-jar");
      command.add(file.toString());
    } else {
      command.add(file.toString());
      command.addAll(options);
    }
    command.addAll(arguments);
    return command;
  }
}
