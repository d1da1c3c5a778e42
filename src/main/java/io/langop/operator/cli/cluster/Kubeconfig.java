package io.langop.operator.cli.cluster;

import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.input.FileProblem;
import io.langop.operator.cli.input.ManifestReader;
import io.langop.operator.cli.input.UnreadableManifestException;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One or several kubeconfig files as kubectl reads them: of two entries with the same name the
 * first counts, and paths are relative to the file that has them. What is wrong with them is said
 * here, since the client would silently take another cluster.
 */
final class Kubeconfig {

  private static final List<String> LISTS = List.of("clusters", "users", "contexts");
  private static final List<String> FILES =
      List.of("certificate-authority", "client-certificate", "client-key", "tokenFile");

  private final Map<String, Map<String, Map<String, Object>>> entries = new LinkedHashMap<>();
  private String currentContext = "";

  private Kubeconfig() {
    LISTS.forEach(list -> entries.put(list, new LinkedHashMap<>()));
  }

  /** The files, where kubectl looks for them; empty if there is none. */
  static List<Path> files(GlobalOptions options, Session session) {
    if (options.kubeconfig() != null) {
      return List.of(path(options.kubeconfig()));
    }
    String variable = session.variable("KUBECONFIG");
    if (variable != null) {
      List<Path> named =
          Arrays.stream(variable.split(File.pathSeparator))
              .filter(name -> !name.isEmpty())
              .map(Kubeconfig::path)
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

  /** Reads files of which all have to be there. */
  static Kubeconfig read(List<Path> files) {
    Kubeconfig kubeconfig = new Kubeconfig();
    files.forEach(kubeconfig::add);
    return kubeconfig;
  }

  private void add(Path file) {
    List<Object> documents = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      ManifestReader.read(in, documents::add);
    } catch (IOException e) {
      throw broken(file, "cannot be read: " + FileProblem.reason(e));
    } catch (UnreadableManifestException e) {
      throw broken(file, "cannot be understood: " + Visible.value(e.getMessage()));
    }
    Object document = documents.isEmpty() ? null : documents.get(0);
    if (document == null) {
      return;
    }
    if (!(document instanceof Map<?, ?> root)) {
      throw broken(file, "is no kubeconfig: it has no fields");
    }
    for (String list : LISTS) {
      addEntries(list, root.get(list), file);
    }
    if (currentContext.isEmpty()) {
      currentContext = StoredResource.text(root, "current-context");
    }
  }

  private void addEntries(String list, Object value, Path file) {
    if (value == null) {
      return;
    }
    if (!(value instanceof List<?> items)) {
      throw broken(file, "is no kubeconfig: its '" + list + "' is no list");
    }
    String field = list.substring(0, list.length() - 1);
    for (Object item : items) {
      if (item instanceof Map<?, ?> entry) {
        Map<String, Object> content = new LinkedHashMap<>();
        if (entry.get(field) instanceof Map<?, ?> map) {
          map.forEach((name, inner) -> content.put(String.valueOf(name), inner));
        }
        FILES.forEach(name -> makeAbsolute(content, name, file));
        if (content.get("exec") instanceof Map<?, ?> exec
            && StoredResource.text(exec, "command").indexOf('/') > 0) {
          Map<String, Object> absolute = new LinkedHashMap<>();
          exec.forEach((name, inner) -> absolute.put(String.valueOf(name), inner));
          makeAbsolute(absolute, "command", file);
          content.put("exec", absolute);
        }
        entries.get(list).putIfAbsent(StoredResource.text(entry, "name"), content);
      }
    }
  }

  private static void makeAbsolute(Map<String, Object> content, String name, Path file) {
    if (content.get(name) instanceof String path && !path.isEmpty()) {
      try {
        content.put(name, file.toAbsolutePath().resolveSibling(path).toString());
      } catch (InvalidPathException e) {
        throw broken(file, "names '" + Visible.value(path) + "', which is no file");
      }
    }
  }

  private static Failure broken(Path file, String why) {
    return Failure.cluster(
        "The kubeconfig '%s' %s.".formatted(Visible.value(file.toString()), why), null);
  }

  /** The names of all contexts. */
  List<String> contexts() {
    return List.copyOf(entries.get("contexts").keySet());
  }

  /** The name of its current context; empty if there is none. */
  String currentContext() {
    return currentContext;
  }

  /** The content of an entry; {@code null} if there is none. */
  Map<String, Object> entry(String list, String name) {
    return entries.get(list).get(name);
  }
}
