package io.langop.operator.cli.command;

import io.langop.operator.api.RunDuration;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
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
  private String namespace;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      scope = ScopeType.INHERIT,
      description = "Context of the kubeconfig; default: its current one")
  private String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The kubeconfig; default: the files in KUBECONFIG, else ~/.kube/config")
  private String kubeconfig;

  @Option(
      names = "--as",
      paramLabel = "USER",
      scope = ScopeType.INHERIT,
      description = "Ask the cluster as this user, which needs the right to impersonate")
  private String impersonatedUser;

  @Option(
      names = "--as-group",
      paramLabel = "GROUP",
      scope = ScopeType.INHERIT,
      description = "Ask as a member of this group, together with --as; may be repeated")
  private List<String> impersonatedGroups;

  @Option(
      names = "--request-timeout",
      paramLabel = "DURATION",
      scope = ScopeType.INHERIT,
      defaultValue = "30s",
      description =
          "How long one request may take until its answer begins; default: ${DEFAULT-VALUE}")
  private String requestTimeout;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours and signs, as if the output were no terminal")
  private boolean noColor;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help")
  private boolean help;

  @Option(
      names = "--allowlist-namespace",
      paramLabel = "NAMESPACE",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_ALLOWLIST_NAMESPACE:-kube-system}",
      description = "Namespace of the allowlist's ConfigMap; default: ${DEFAULT-VALUE}")
  private String allowlistNamespace;

  @Option(
      names = "--allowlist-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_ALLOWLIST_NAME:-operator-config}",
      description = "Name of the allowlist's ConfigMap; default: ${DEFAULT-VALUE}")
  private String allowlistName;

  @Option(
      names = "--allowlist-key",
      paramLabel = "KEY",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_ALLOWLIST_KEY:-allowed-registries}",
      description = "Key of the list in its ConfigMap; default: ${DEFAULT-VALUE}")
  private String allowlistKey;

  @Option(
      names = "--catalog-namespace",
      paramLabel = "NAMESPACE",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_CATALOG_NAMESPACE:-toe-system}",
      description = "Namespace of the image catalog's ConfigMap; default: ${DEFAULT-VALUE}")
  private String catalogNamespace;

  @Option(
      names = "--catalog-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_CATALOG_NAME:-profiler-images}",
      description = "Name of the image catalog's ConfigMap; default: ${DEFAULT-VALUE}")
  private String catalogName;

  @Option(
      names = "--catalog-settings-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LANGUAGE_OPERATOR_CATALOG_SETTINGS_NAME:-profiler-settings}",
      description = "Name of the ConfigMap with the settings of tools; default: ${DEFAULT-VALUE}")
  private String settingsName;

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

  /** Whether the place of an error is shown. */
  public boolean debug() {
    return debug;
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

  /** How a person sees the output of a session. */
  public Style style(Session session) {
    return new Style(
        session.outputIsTerminal()
            && !noColor
            && session.variable("NO_COLOR") == null
            && !"dumb".equals(session.variable("TERM")));
  }
}
