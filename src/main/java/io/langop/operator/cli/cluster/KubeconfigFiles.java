package io.langop.operator.cli.cluster;

import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Finds the kubeconfig where kubectl looks for it. */
final class KubeconfigFiles {

  private KubeconfigFiles() {}

  /** Empty if there is none. */
  static List<Path> of(GlobalOptions options, Session session) {
    if (options.kubeconfig() != null) {
      return List.of(path(options.kubeconfig()));
    }
    String variable = session.variable("KUBECONFIG");
    if (variable != null) {
      List<Path> named =
          Arrays.stream(variable.split(File.pathSeparator))
              .filter(name -> !name.isEmpty())
              .map(KubeconfigFiles::path)
              .toList();
      List<Path> present = named.stream().filter(Files::exists).toList();
      if (present.isEmpty()) {
        throw Failure.cluster(
            "KUBECONFIG is '%s', but there is no such file.".formatted(Visible.value(variable)),
            null);
      }
      return present;
    }
    String home = session.variable("HOME");
    Path standard =
        Path.of(home == null ? System.getProperty("user.home", "/") : home, ".kube", "config");
    return Files.exists(standard) ? List.of(standard) : List.of();
  }

  private static Path path(String name) {
    if (name.isEmpty()) {
      throw Failure.usage("The name of the kubeconfig is empty.");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw Failure.usage("'%s' is not the name of a file.".formatted(Visible.value(name)));
    }
  }
}
