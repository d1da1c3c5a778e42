package io.langop.operator.cli.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.input.FileProblem;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import io.langop.operator.client.AnswerLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Connects to the cluster that a command is about. */
public final class Clusters {

  private static final int CONNECT_MILLISECONDS = 5_000;
  private static final int LONGEST_REQUEST = 3_600_000;
  private static final int RETRIES = 1;
  private static final int RETRY_MILLISECONDS = 200;

  private Clusters() {}

  /** Finds the cluster; the first question to it shows whether it can be reached. */
  public static Cluster connect(GlobalOptions options, Session session) {
    ClusterNames.check(options);
    KubeContext context = KubeContext.find(options, session);
    silenceLibraries();
    ClusterErrors errors = new ClusterErrors(context);
    WatchRefusals refusals = new WatchRefusals();
    try {
      Config config = config(context, options, session);
      KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(config)
              .withHttpClientFactory(new ClientFactory())
              .withHttpClientBuilderConsumer(
                  http -> {
                    if (context.tokenCanBeRenewed() && config.getAutoOAuthToken() != null) {
                      http.addOrReplaceInterceptor(
                          TokenRefreshInterceptor.NAME,
                          new RenewedToken(config.getAutoOAuthToken(), () -> token(context)));
                    }
                    http.addOrReplaceInterceptor("answer-limit", new AnswerLimit())
                        .addOrReplaceInterceptor("watch-refusals", refusals);
                  })
              .build();
      String namespace = options.namespace() == null ? context.namespace() : options.namespace();
      return new Cluster(client, namespace, errors, refusals, session.clock());
    } catch (Failure e) {
      throw e;
    } catch (RuntimeException e) {
      throw errors.of(e);
    }
  }

  /** What the libraries log is for programmers; everything that matters comes as an exception. */
  private static void silenceLibraries() {
    Logger.getLogger("").setLevel(Level.OFF);
  }

  private static Optional<String> token(KubeContext context) {
    try {
      return Optional.ofNullable(Config.fromKubeconfig(document(context)).getAutoOAuthToken());
    } catch (RuntimeException e) {
      return Optional.empty(); // that the last one was refused is what matters
    }
  }

  /** A kubeconfig of this context alone. */
  private static String document(KubeContext context) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "v1");
    document.put("kind", "Config");
    Map<String, Object> cluster = typed(context.cluster());
    cluster.put("server", context.server()); // which a pod knows from its environment only
    document.put("clusters", List.of(Map.of("name", "cluster", "cluster", cluster)));
    document.put("users", List.of(Map.of("name", "user", "user", typed(context.user()))));
    document.put(
        "contexts",
        List.of(
            Map.of("name", "context", "context", Map.of("cluster", "cluster", "user", "user"))));
    document.put("current-context", "context");
    return Serialization.asYaml(document);
  }

  private static Config config(KubeContext context, GlobalOptions options, Session session) {
    Config config = Config.fromKubeconfig(document(context));
    config.setMasterUrl(context.server());
    config.setConnectionTimeout(CONNECT_MILLISECONDS);
    config.setRequestTimeout((int) Math.min(options.requestTimeout().toMillis(), LONGEST_REQUEST));
    if (options.impersonatedUser() != null) {
      config.setImpersonateUsername(options.impersonatedUser());
      config.setImpersonateGroups(options.impersonatedGroups().toArray(String[]::new));
    } else if (!options.impersonatedGroups().isEmpty()) {
      throw Failure.usage("--as-group needs --as.");
    }
    config.setRequestRetryBackoffLimit(RETRIES);
    config.setRequestRetryBackoffInterval(RETRY_MILLISECONDS);
    Proxy.apply(config, context, session);
    return config;
  }

  /** Everything was read as text; one field is a boolean, and one says where another is. */
  private static Map<String, Object> typed(Map<String, Object> entry) {
    Map<String, Object> typed = new LinkedHashMap<>(entry);
    typed.computeIfPresent(
        "insecure-skip-tls-verify", (name, value) -> Boolean.valueOf(value.toString()));
    String tokenFile = StoredResource.text(entry, "tokenFile");
    if (!tokenFile.isEmpty()) {
      try {
        typed.put("token", Files.readString(Path.of(tokenFile)).strip());
      } catch (IOException e) {
        throw Failure.cluster(
            "The token in file '%s' cannot be read: %s."
                .formatted(Visible.value(tokenFile), FileProblem.reason(e)),
            e);
      }
    }
    return typed;
  }
}
