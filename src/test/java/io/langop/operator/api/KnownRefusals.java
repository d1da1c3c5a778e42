package io.langop.operator.api;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Why the API server may refuse the Deployment of a resource that it has stored: rules of
 * Kubernetes that speak of several fields, of bytes or of a map's keys, which the schema does not
 * repeat. The author reads the API server's words in the condition {@code Ready}.
 */
final class KnownRefusals {

  /**
   * A group of refusals.
   *
   * @param words a regular expression that finds the API server's words
   */
  private record Known(Pattern words, String reason) {

    static Known of(String words, String reason) {
      return new Known(Pattern.compile(words), reason);
    }
  }

  private static final List<Known> ALL =
      List.of(
          Known.of(
              "when `operator` is '", "how many values a selector needs depends on its operator"),
          Known.of(
              "must have at least one node selector term", "an empty list of terms is no term"),
          Known.of(
              "must not be specified when labelSelector is not set", "one field needs another"),
          Known.of("operator must be Exists when `key` is empty", "one field needs another"),
          Known.of("must not contain '[.][.]'", "a pattern of a schema cannot exclude a text"),
          Known.of("must not contain consecutive hyphens", "the same"),
          Known.of("conflicting duplicate paths", "two items of two lists"),
          Known.of("must specify one of: `", "exactly one of several fields"),
          Known.of("error converting fieldPath", "which paths there are depends on the Kubernetes"),
          Known.of("resourceFieldRef.resource: (Unsupported|Required) value", "the same"),
          Known.of(
              "can only be set when (AppArmor|seccomp) type is Localhost", "one needs another"),
          Known.of("hostNetwork must be true if pod contains any hostProcess", "one needs another"),
          Known.of("runAsUserName: Invalid value", "rules of Windows for names of users"),
          Known.of("gmsaCredentialSpec size must be under", "counts bytes, a schema characters"),
          Known.of("must be one of the names in pod.spec.resourceClaims", "a name of another list"),
          Known.of("resources.claims\\[0\\]: Required value", "the same"),
          Known.of("resources.claims: Duplicate value", "the same"),
          Known.of("resources.(limits|requests)\\[", "keys of a map have no schema"),
          Known.of("(matchLabels|nodeSelector): Invalid value", "keys of a map have no schema"),
          Known.of("sysctls\\[1\\].name: Duplicate value", "two items of a list"));

  private KnownRefusals() {}

  static boolean cover(String refusal) {
    return ALL.stream().anyMatch(known -> known.words().matcher(refusal).find());
  }
}
