package io.langop.operator.cli.cluster;

import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which cluster a command is about, found as kubectl finds it: a flag, else the files in
 * KUBECONFIG, else {@code ~/.kube/config}; and in a pod, where there are none of these, the cluster
 * that the pod is in.
 *
 * @param description for error messages
 * @param server address of the API server
 * @param namespace that commands are about when none is given
 * @param cluster fields of the kubeconfig
 * @param user fields of the kubeconfig
 */
record KubeContext(
    String description,
    String server,
    String namespace,
    Map<String, Object> cluster,
    Map<String, Object> user) {

  private static final Path POD = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final List<String> CERTIFICATES =
      List.of("certificate-authority", "client-certificate", "client-key");

  static KubeContext find(GlobalOptions options, Session session) {
    List<Path> files = Kubeconfig.files(options, session);
    if (files.isEmpty()) {
      String host = session.variable("KUBERNETES_SERVICE_HOST");
      if (host != null && options.context() == null && Files.isReadable(POD.resolve("token"))) {
        return ofPod(host, session.variable("KUBERNETES_SERVICE_PORT"));
      }
      throw Failure.cluster(
          "There is no kubeconfig, so no cluster to ask. Name one with --kubeconfig or KUBECONFIG,"
              + " or put it at ~/.kube/config.",
          null);
    }
    return of(Kubeconfig.read(files), options.context());
  }

  /** Whether a refused token may be followed by another one. */
  boolean tokenCanBeRenewed() {
    return user.containsKey("exec") || user.containsKey("tokenFile");
  }

  private static KubeContext ofPod(String host, String port) {
    String address = host.contains(":") ? "[" + host + "]" : host;
    String namespace;
    try {
      namespace = Files.readString(POD.resolve("namespace")).strip();
    } catch (IOException e) {
      namespace = "default";
    }
    return new KubeContext(
        "the cluster that this pod is in",
        "https://" + address + ":" + (port == null ? "443" : port),
        namespace,
        Map.of("certificate-authority", POD.resolve("ca.crt").toString()),
        Map.of("tokenFile", POD.resolve("token").toString()));
  }

  static KubeContext of(Kubeconfig kubeconfig, String wanted) {
    String name = wanted == null ? kubeconfig.currentContext() : wanted;
    if (name.isEmpty()) {
      throw Failure.cluster(
          kubeconfig.contexts().isEmpty()
              ? "The kubeconfig has no context, so it names no cluster."
              : "The kubeconfig has no current context. Name one with --context: %s."
                  .formatted(shown(kubeconfig.contexts())),
          null);
    }
    Map<String, Object> context = kubeconfig.entry("contexts", name);
    if (context == null) {
      throw Failure.cluster(
          "The kubeconfig has no context '%s'.%s%s"
              .formatted(
                  Visible.value(name),
                  DidYouMean.sentence(name, kubeconfig.contexts()),
                  kubeconfig.contexts().isEmpty()
                      ? ""
                      : " It has: " + shown(kubeconfig.contexts()) + "."),
          null);
    }
    Map<String, Object> cluster = part(kubeconfig, name, context, "cluster", "clusters");
    Map<String, Object> user =
        StoredResource.text(context, "user").isEmpty()
            ? Map.of()
            : part(kubeconfig, name, context, "user", "users");
    String server = server(StoredResource.text(cluster, "server"), name);
    check(cluster, name);
    check(user, name);
    String namespace = StoredResource.text(context, "namespace");
    return new KubeContext(
        "context '" + Visible.value(name) + "' of the kubeconfig",
        server,
        namespace.isEmpty() ? "default" : namespace,
        cluster,
        user);
  }

  private static Map<String, Object> part(
      Kubeconfig kubeconfig, String name, Map<String, Object> context, String field, String list) {
    String part = StoredResource.text(context, field);
    Map<String, Object> entry = kubeconfig.entry(list, part);
    if (entry == null) {
      throw Failure.cluster(
          "Context '%s' of the kubeconfig names the %s '%s', which the kubeconfig does not have."
              .formatted(Visible.value(name), field, Visible.value(part)),
          null);
    }
    return new LinkedHashMap<>(entry);
  }

  private static String server(String address, String context) {
    try {
      URI server = new URI(address);
      if (("https".equals(server.getScheme()) || "http".equals(server.getScheme()))
          && server.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw Failure.cluster(
        "The server '%s' of context '%s' in the kubeconfig is no address such as"
                .formatted(Visible.value(address), Visible.value(context))
            + " https://cluster.example.com:6443.",
        null);
  }

  private static void check(Map<String, Object> entry, String context) {
    for (String field : CERTIFICATES) {
      String file = StoredResource.text(entry, field);
      if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
        throw Failure.cluster(
            "The file '%s', %s of context '%s' in the kubeconfig, cannot be read."
                .formatted(Visible.value(file), field, Visible.value(context)),
            null);
      }
      String data = StoredResource.text(entry, field + "-data");
      try {
        Base64.getDecoder().decode(data.replaceAll("\\s", ""));
      } catch (IllegalArgumentException e) {
        throw Failure.cluster(
            "The %s-data of context '%s' in the kubeconfig is no base64."
                .formatted(field, Visible.value(context)),
            e);
      }
    }
  }

  private static String shown(List<String> contexts) {
    List<String> shown = new ArrayList<>(contexts.stream().limit(10).map(Visible::value).toList());
    if (contexts.size() > shown.size()) {
      shown.add("and %d more".formatted(contexts.size() - shown.size()));
    }
    return String.join(", ", shown);
  }
}
