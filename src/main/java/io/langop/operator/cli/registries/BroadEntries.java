package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.RegistryPattern;
import java.util.Set;

/** Finds entries that let in more than their author may think. */
final class BroadEntries {

  /** Registries where anybody can publish under a path of his own. */
  private static final Set<String> PUBLIC =
      Set.of(
          "docker.io",
          "quay.io",
          "ghcr.io",
          "gcr.io",
          "gitlab.com",
          "registry.gitlab.com",
          "codeberg.org",
          "public.ecr.aws",
          "lscr.io");

  /** Domains below which every customer has registries. */
  private static final Set<String> SHARED =
      Set.of(
          "amazonaws.com",
          "azurecr.io",
          "gcr.io",
          "pkg.dev",
          "docker.pkg.dev",
          "azurewebsites.net",
          "github.io",
          "gitlab.io",
          "cloudfront.net",
          "herokuapp.com",
          "ngrok.io",
          "ocir.io",
          "cr.aliyuncs.com",
          "aliyuncs.com",
          "digitaloceanspaces.com",
          "jfrog.io",
          "icr.io",
          "run.app",
          "vercel.app");

  /** Second-level domains under which names are sold, as under a top-level one. */
  private static final Set<String> SECOND_LEVEL =
      Set.of("co", "com", "org", "net", "gov", "edu", "ac", "gob", "or", "ne");

  private BroadEntries() {}

  /** A few words of warning; {@code null} if there is nothing to warn of. */
  static String warning(RegistryPattern entry) {
    if (!entry.path().isEmpty()) {
      return null;
    }
    String host = entry.host();
    if (entry.wildcard()) {
      return ofWildcard(host);
    }
    return PUBLIC.contains(host)
        ? "anybody can publish there; narrow it with a path, such as " + narrowed(host)
        : null;
  }

  /** An exact entry for docker.io with one component means one of the official images. */
  private static String narrowed(String host) {
    return (host.equals("docker.io") ? "*." : "") + host + "/my-team";
  }

  private static String ofWildcard(String host) {
    int dots = (int) host.chars().filter(c -> c == '.').count();
    boolean secondLevel =
        dots == 1
            && host.substring(host.indexOf('.') + 1).length() == 2
            && SECOND_LEVEL.contains(host.substring(0, host.indexOf('.')));
    if (dots == 0 || secondLevel) {
      return "very broad: every host under .%s, whoever owns it".formatted(host);
    }
    return SHARED.contains(host)
        ? "broad: the registries of all customers of %s; name yours".formatted(host)
        : null;
  }
}
