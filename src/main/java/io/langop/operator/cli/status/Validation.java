package io.langop.operator.cli.status;

import io.langop.operator.cli.ConfigMapPlace;
import io.langop.operator.cli.cluster.Resource;
import io.langop.operator.cli.cluster.Resource.Condition;
import io.langop.operator.cli.output.Style.Level;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition {@code ImageValidated} in the words of a person who waits for a workload.
 *
 * @param headline of a report in which nothing else is more important
 * @param sentences why
 * @param nextTitle what to do about it
 * @param nextCommand how
 */
record Validation(
    Level level, String headline, List<String> sentences, String nextTitle, String nextCommand) {

  private static final Pattern DENIED =
      Pattern.compile(
          "Image (registry|repository) '(.*)' is not in whitelist\\. Allowed: (.*)",
          Pattern.DOTALL);

  static Validation of(Resource resource, Condition validated, ConfigMapPlace list) {
    return switch (validated.reason()) {
      case "RegistryAllowed" ->
          new Validation(
              Level.GOOD,
              "Image allowed",
              List.of(validated.message().replaceFirst("^Image r", "R") + "."),
              "",
              "");
      case "InvalidImageReference" ->
          new Validation(
              Level.BAD,
              "Image validation failed",
              List.of(validated.message() + "."),
              "Correct the image",
              editCommand(resource));
      case "AllowlistUnavailable" ->
          new Validation(
              Level.BAD,
              "Image not validated, the registry whitelist is missing",
              List.of(withoutCommand(validated.message())),
              "Restore the registry whitelist",
              list.editCommand());
      case "UnreadableResource" ->
          new Validation(
              Level.BAD,
              "Not validated, the resource cannot be read",
              List.of(validated.message() + "."),
              "Correct the field",
              editCommand(resource));
      default ->
          new Validation(
              Level.BAD,
              "Image validation failed",
              denied(validated.message()),
              "Update the registry whitelist",
              list.editCommand());
    };
  }

  private static String editCommand(Resource resource) {
    return "kubectl edit %s %s -n %s"
        .formatted(
            resource.kind().singular().split("\\.")[0], resource.name(), resource.namespace());
  }

  private static List<String> denied(String message) {
    Matcher denied = DENIED.matcher(message);
    if (!denied.matches()) {
      return List.of(message + ".");
    }
    return List.of(
        "%s '%s' is not in whitelist."
            .formatted(denied.group(1).replaceFirst("^r", "R"), denied.group(2)),
        "Allowed registries: " + denied.group(3));
  }

  /** The operator's message ends with a command, which is shown by itself here. */
  private static String withoutCommand(String message) {
    int command = message.indexOf(": kubectl ");
    return command < 0 ? message : message.substring(0, command) + ".";
  }
}
