package io.langop.operator.testcluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is started as the operator: the JAR that the build made, or the native executable that the
 * system property {@value #EXECUTABLE} names, as Quarkus calls it.
 *
 * @param file the JAR or the executable
 * @param isNative whether it needs no JVM
 */
public record OperatorProgram(Path file, boolean isNative) {
  /** The system property with the path of a native executable; the build sets it. */
  static final String EXECUTABLE = "native.image.path";

  private static final String JAR = "target/quarkus-app/quarkus-run.jar";

  /** The one that is to be tested. */
  public static OperatorProgram built() {
    String executable = System.getProperty(EXECUTABLE, "");
    return executable.isEmpty()
        ? jar(ProjectDirectory.root().resolve(JAR))
        : new OperatorProgram(ProjectDirectory.root().resolve(executable), true);
  }

  static OperatorProgram jar(Path file) {
    return new OperatorProgram(file, false);
  }

  /** The options for a heap of at most {@code size}, for example {@code 307m}, as in the image. */
  List<String> maxHeap(String size) {
    return isNative
        ? List.of("-Xmx" + size)
        : List.of("-Xmx" + size, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
  }

  /**
   * The command that starts it.
   *
   * @param options of the JVM, of which a native executable knows {@code -D}, {@code -Xmx} and some
   *     {@code -XX}
   * @throws ClusterException if it is not built
   */
  public List<String> command(List<String> options, List<String> arguments) {
    if (!Files.isRegularFile(file)) {
      throw new ClusterException(
          "There is no packaged operator at %s; run 'mvn package%s' first"
              .formatted(file, isNative ? " -Dnative" : ""));
    }
    List<String> command = new ArrayList<>();
    if (isNative) {
      command.add(file.toString());
      command.addAll(options);
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(List.of("-jar", file.toString()));
    }
    command.addAll(arguments);
    return command;
  }
}
