package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.RegistryPattern;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds entries that let in more than their author may think. */
final class BroadEntries {

  /** Registries, and domains of registries, where anybody can publish under a path of his own. */
  private static final Set<String> PUBLIC =
      Set.of(
          "docker.io",
          "quay.io",
          "ghcr.io",
          "gcr.io",
          "us.gcr.io",
          "eu.gcr.io",
          "asia.gcr.io",
          "pkg.dev",
          "icr.io",
          "ocir.io",
          "vultrcr.com",
          "gitlab.com",
          "registry.gitlab.com",
          "codeberg.org",
          "public.ecr.aws",
          "lscr.io",
          "docker.cloudsmith.io",
          "registry.digitalocean.com");

  /** Google's regional registries, such as europe-docker.pkg.dev. */
  private static final String GOOGLE_REGION = "-docker.pkg.dev";

  /** A registry where nobody has a path of his own. */
  private static final String ANONYMOUS = "ttl.sh";

  /** Second-level domains under which names are sold, as under a top-level one. */
  private static final Set<String> SECOND_LEVEL =
      Set.of("co", "com", "org", "net", "gov", "edu", "ac", "gob", "or", "ne");

  private static final Pattern AMAZON = Pattern.compile("(.+\\.)?amazonaws\\.com(\\.cn)?");

  /** Where S3 has hosts: everywhere, in a region, or at its own names. */
  private static final Pattern S3 =
      Pattern.compile("((s3[a-z0-9-]*\\.)?([a-z]+(-[a-z]+)+-[0-9]+\\.)?)amazonaws\\.com(\\.cn)?");

  /** The registry of one account. */
  private static final Pattern ACCOUNT =
      Pattern.compile("[0-9]+\\.dkr\\.ecr(-fips)?\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");

  private BroadEntries() {}

  /** A few words of warning; {@code null} if there is nothing to warn of. */
  static String warning(RegistryPattern entry) {
    String host = entry.host();
    if (host.equals(ANONYMOUS)) {
      return "anybody can publish there under any path, without an account";
    }
    String warning = entry.wildcard() ? ofWildcard(host) : null;
    if (warning != null || !entry.path().isEmpty()) {
      return warning;
    }
    return entry.wildcard() ? ofPublicBelow(host) : ofPublic(host);
  }

  private static String ofPublic(String host) {
    return PUBLIC.contains(host) || host.endsWith(GOOGLE_REGION)
        ? "anybody can publish there; narrow it with a path, such as " + host + "/my-team/"
        : null;
  }

  private static String ofPublicBelow(String host) {
    return PUBLIC.stream()
        .filter(name -> name.equals(host) || name.endsWith("." + host))
        .min(String::compareTo)
        .map("anybody can publish at %s; narrow it with a path of your own"::formatted)
        .orElse(null);
  }

  /** A path is no help against these: whoever has a host chooses its paths. */
  private static String ofWildcard(String host) {
    int dots = (int) host.chars().filter(c -> c == '.').count();
    boolean secondLevel =
        dots == 1
            && host.substring(host.indexOf('.') + 1).length() == 2
            && SECOND_LEVEL.contains(host.substring(0, host.indexOf('.')));
    if (dots == 0 || secondLevel) {
      return "very broad: every host under .%s, of any owner".formatted(host);
    }
    if (AMAZON.matcher(host).matches()) {
      return ofAmazon(host);
    }
    return SharedDomains.within(host)
        .map("broad: every customer of %s can serve images under it; name your own host"::formatted)
        .orElse(null);
  }

  private static String ofAmazon(String host) {
    if (ACCOUNT.matcher(host).matches()) {
      return null;
    }
    return S3.matcher(host).matches()
        ? "broad: any S3 bucket can serve an image, such as registrish.s3.amazonaws.com/alpine;"
            + " write ACCOUNT.dkr.ecr.REGION.amazonaws.com, or for the registries of all accounts"
            + " *.dkr.ecr.REGION.amazonaws.com"
        : "broad: every customer of Amazon has hosts under it; name your own, such as"
            + " ACCOUNT.dkr.ecr.REGION.amazonaws.com";
  }
}
