package io.langop.operator.cli;

import io.langop.operator.catalog.RunDuration;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Visible;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
public final class GlobalOptions {

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      scope = ScopeType.INHERIT,
      description = "Namespace of the resources; default: that of the kubeconfig's context")
  String namespace;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      scope = ScopeType.INHERIT,
      description = "Context of the kubeconfig; default: its current one")
  String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The kubeconfig; default: the files in KUBECONFIG, else ~/.kube/config")
  String kubeconfig;

  @Option(
      names = "--as",
      paramLabel = "USER",
      scope = ScopeType.INHERIT,
      description = "Ask the cluster as this user, which needs the right to impersonate")
  String impersonatedUser;

  @Option(
      names = "--as-group",
      paramLabel = "GROUP",
      scope = ScopeType.INHERIT,
      description = "Ask as a member of this group, together with --as; may be repeated")
  List<String> impersonatedGroups;

  @Option(
      names = "--request-timeout",
      paramLabel = "DURATION",
      scope = ScopeType.INHERIT,
      defaultValue = "30s",
      description =
          "How long one request may take until its answer begins; default: ${DEFAULT-VALUE}")
  String requestTimeout;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours and signs, as if the output were no terminal")
  boolean noColor;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help")
  boolean help;

  @Option(
      names = "--allowlist-namespace",
      paramLabel = "NAMESPACE",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_ALLOWLIST_NAMESPACE:-kube-system}",
      description = "Namespace of the allowlist's ConfigMap; default: ${DEFAULT-VALUE}")
  String allowlistNamespace;

  @Option(
      names = "--allowlist-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_ALLOWLIST_NAME:-operator-config}",
      description = "Name of the allowlist's ConfigMap; default: ${DEFAULT-VALUE}")
  String allowlistName;

  @Option(
      names = "--allowlist-key",
      paramLabel = "KEY",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_ALLOWLIST_KEY:-allowed-registries}",
      description = "Key of the list in its ConfigMap; default: ${DEFAULT-VALUE}")
  String allowlistKey;

  @Option(
      names = "--catalog-namespace",
      paramLabel = "NAMESPACE",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_CATALOG_NAMESPACE:-toe-system}",
      description = "Namespace of the image catalog's ConfigMap; default: ${DEFAULT-VALUE}")
  String catalogNamespace;

  @Option(
      names = "--catalog-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_CATALOG_NAME:-profiler-images}",
      description = "Name of the image catalog's ConfigMap; default: ${DEFAULT-VALUE}")
  String catalogName;

  @Option(
      names = "--catalog-settings-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_CATALOG_SETTINGS_NAME:-profiler-settings}",
      description = "Name of the ConfigMap with the settings of tools; default: ${DEFAULT-VALUE}")
  String settingsName;

  /** Null when none was given. */
  public String namespace() {
    return namespace;
  }

  /** Null when none was given. */
  public String context() {
    return context;
  }

  /** Null when none was given. */
  public String kubeconfig() {
    return kubeconfig;
  }

  /** Null when the user of the kubeconfig asks for himself. */
  public String impersonatedUser() {
    return impersonatedUser;
  }

  /** None without a user. */
  public List<String> impersonatedGroups() {
    return impersonatedGroups == null ? List.of() : List.copyOf(impersonatedGroups);
  }

  /**
   * How long a request may take.
   *
   * @throws Failure if it is no duration
   */
  public Duration requestTimeout() {
    return RunDuration.parse(requestTimeout)
        .orElseThrow(
            () ->
                Failure.usage(
                    "'%s' is no duration for --request-timeout, such as 30s or 1m."
                        .formatted(Visible.value(requestTimeout))));
  }

  /** Where the allowlist is. */
  public ConfigMapPlace allowlist() {
    return new ConfigMapPlace(allowlistNamespace, allowlistName, allowlistKey);
  }

  /** Where the image catalog is. */
  public ConfigMapPlace catalog() {
    return new ConfigMapPlace(catalogNamespace, catalogName, null);
  }

  /** Where the settings of the catalog's tools are. */
  public ConfigMapPlace settings() {
    return new ConfigMapPlace(catalogNamespace, settingsName, null);
  }

  Style style(Session session) {
    return new Style(
        session.outputIsTerminal()
            && !noColor
            && session.variable("NO_COLOR") == null
            && !"dumb".equals(session.variable("TERM")));
  }
}
