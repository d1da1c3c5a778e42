package io.langop.operator.watch;

import io.langop.operator.client.Requests;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One collection of the API server that is listed and watched.
 *
 * @param kind for example {@code LanguageAgent}
 * @param namespace empty for all namespaces
 */
public record Watched(String kind, String namespace) {

  /** The kinds whose watches are followed, by their names in URLs. */
  public static final Map<String, String> KINDS =
      Map.of(
          "languageagents", "LanguageAgent",
          "languagetools", "LanguageTool",
          "powertools", "PowerTool",
          "deployments", "Deployment",
          "services", "Service",
          "pods", "Pod");

  private static final Pattern COLLECTION =
      Pattern.compile("/apis?/[^?]*?v[0-9][a-z0-9]*/(?:namespaces/([^/]+)/)?([a-z]+)/?");

  /**
   * What a request lists or watches; empty when it does something else. Informers select no fields:
   * who does reads or watches single objects.
   */
  static Optional<Watched> of(URI request) {
    Matcher matcher = COLLECTION.matcher(request.getPath());
    if (Requests.selectsFields(request)
        || !matcher.matches()
        || !KINDS.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    String namespace = matcher.group(1);
    return Optional.of(
        new Watched(KINDS.get(matcher.group(2)), namespace == null ? "" : namespace));
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? kind : kind + " in namespace " + namespace;
  }
}
