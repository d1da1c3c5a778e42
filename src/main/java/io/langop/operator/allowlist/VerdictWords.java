package io.langop.operator.allowlist;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of verdicts that name what no field of a status has. The operator writes them and the
 * command line reads them from statuses; both is done here, so that neither changes alone.
 */
public final class VerdictWords {

  private static final String REGISTRY = "Image registry '";
  private static final String REPOSITORY = "Image repository '";
  private static final String LISTED = "' is in whitelist";
  private static final String NOT_LISTED = "' is not in whitelist";
  private static final String LIST = ". Allowed: ";
  private static final String NEAREST = "; ";
  private static final String COMMAND = ": kubectl ";

  private static final Pattern ALLOWED =
      Pattern.compile(REGISTRY + "(.*)" + LISTED, Pattern.DOTALL);

  private static final Pattern DENIED =
      Pattern.compile(
          "(%s|%s)(.*)%s%s(.*?)(?:%s(%s.*))?"
              .formatted(
                  REGISTRY,
                  REPOSITORY,
                  NOT_LISTED,
                  Pattern.quote(LIST),
                  NEAREST,
                  Pattern.quote(NearMiss.ENTRY)),
          Pattern.DOTALL);

  private VerdictWords() {}

  /**
   * What the message of a denial names.
   *
   * @param repository whether the registry is listed, only with other paths
   * @param name of the registry or of the repository
   * @param allowed the list for a person
   * @param nearest about the entry that came closest to allowing it, empty when none did
   */
  public record Denial(boolean repository, String name, String allowed, String nearest) {

    /** What keeps the nearest entry from allowing the image. */
    public Optional<NearMiss.Why> why() {
      return NearMiss.Why.in(nearest);
    }
  }

  static String allowed(String registry) {
    return REGISTRY + registry + LISTED;
  }

  /** The registry that a message of {@link Verdict.Allowed} names. */
  public static Optional<String> allowedRegistry(String message) {
    Matcher allowed = ALLOWED.matcher(message);
    return allowed.matches() ? Optional.of(allowed.group(1)) : Optional.empty();
  }

  /**
   * @param nearest empty when no entry came close
   */
  static String denied(boolean repository, String name, String allowed, String nearest) {
    return (repository ? REPOSITORY : REGISTRY)
        + name
        + NOT_LISTED
        + LIST
        + allowed
        + (nearest.isEmpty() ? "" : NEAREST + nearest);
  }

  /** What a message of {@link Verdict.Denied} names; empty for one about several images. */
  public static Optional<Denial> denial(String message) {
    Matcher denied = DENIED.matcher(message);
    return denied.matches()
        ? Optional.of(
            new Denial(
                denied.group(1).equals(REPOSITORY),
                denied.group(2),
                denied.group(3),
                Optional.ofNullable(denied.group(4)).orElse("")))
        : Optional.empty();
  }

  /**
   * @param refusals the messages of several refusals
   */
  static String several(int count, String refusals, String allowed) {
    return "%d images are refused: %s".formatted(count, refusals) + LIST + allowed;
  }

  /** The message of a refusal without the list, which is shown once for several. */
  static String withoutList(String message) {
    return message.split(Pattern.quote(LIST), 2)[0];
  }

  /**
   * The message of {@link Verdict.Unavailable}: why there is no list, and what to do.
   *
   * @param why the end of a sentence about the ConfigMap
   */
  public static String missing(String namespace, String name, String why, String key) {
    return ("ConfigMap '%s/%s' %s, so no image can be validated and nothing new is started."
                + " List the allowed registries under its key '%s'")
            .formatted(namespace, name, why, key)
        + COMMAND
        + "edit configmap %s -n %s".formatted(name, namespace);
  }

  /** The same for one who shows the command by itself. */
  public static String withoutCommand(String message) {
    int command = message.indexOf(COMMAND);
    return command < 0 ? message : message.substring(0, command) + ".";
  }
}
