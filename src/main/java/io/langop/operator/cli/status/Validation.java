package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.ResourceImages;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition {@code ImageValidated} in the words of a person who waits for a workload.
 *
 * @param headline of a report in which nothing else is more important
 * @param sentences why
 * @param nextTitle what to do about it
 * @param nextCommands how
 */
record Validation(
    Level level,
    String headline,
    List<String> sentences,
    String nextTitle,
    List<String> nextCommands) {

  private static final Pattern DENIED =
      Pattern.compile(
          "Image (registry|repository) '(.*)' is not in whitelist\\. Allowed: (.*?)(?:; (entry '.*))?",
          Pattern.DOTALL);

  static Validation of(StoredResource resource, Condition validated, ConfigMapPlace list) {
    return switch (validated.reason()) {
      case "RegistryAllowed" ->
          new Validation(
              Level.GOOD,
              "Image allowed",
              List.of(validated.message().replaceFirst("^Image r", "R") + "."),
              "",
              List.of());
      case "InvalidImageReference" ->
          new Validation(
              Level.BAD,
              "Image validation failed",
              List.of(validated.message() + "."),
              "Correct the image",
              List.of(editCommand(resource)));
      case "AllowlistUnavailable" ->
          new Validation(
              Level.BAD,
              "Image not validated, the registry whitelist is missing",
              List.of(withoutCommand(validated.message())),
              "Restore the registry whitelist",
              List.of(list.editCommand()));
      case "UnreadableResource" ->
          new Validation(
              Level.BAD,
              "Not validated, the resource cannot be read",
              List.of(validated.message() + "."),
              "Correct the field",
              List.of(editCommand(resource)));
      case "DigestRequired" ->
          new Validation(
              Level.BAD,
              "Image validation failed",
              List.of(validated.message() + "."),
              "Look up the digest with one of the tools, and write it behind the image",
              pinCommands(resource));
      default -> ofDenial(validated.message(), list);
    };
  }

  private static List<String> pinCommands(StoredResource resource) {
    List<String> commands = new ArrayList<>();
    // The spec may have changed since; a command with anything else than a reference is no help.
    for (String named : ResourceImages.of(resource)) {
      if (ImageReference.parse(named) instanceof ImageReference image && !image.hasDigest()) {
        commands.add("crane digest " + image.canonical());
        commands.add("docker buildx imagetools inspect " + image.canonical());
      }
    }
    commands.add(editCommand(resource));
    return commands;
  }

  private static Validation ofDenial(String message, ConfigMapPlace list) {
    Matcher denied = DENIED.matcher(message);
    if (!denied.matches()) {
      return denial(List.of(message + "."), "Update the registry whitelist", list);
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s '%s' is not in whitelist."
            .formatted(denied.group(1).replaceFirst("^r", "R"), denied.group(2)));
    sentences.add("Allowed registries: " + denied.group(3));
    String nearest = denied.group(4);
    if (nearest != null) {
      sentences.add(nearest.replaceFirst("^e", "E") + ".");
    }
    return denial(sentences, nextTitle(nearest == null ? "" : nearest), list);
  }

  private static Validation denial(List<String> sentences, String title, ConfigMapPlace list) {
    return new Validation(
        Level.BAD, "Image validation failed", sentences, title, List.of(list.editCommand()));
  }

  /** What to do about an entry that nearly allows the image. */
  private static String nextTitle(String nearest) {
    if (nearest.contains("' ended ")) {
      return "Give the entry a later end in the registry whitelist";
    }
    if (nearest.contains("' is only for namespaces ")) {
      return "Add the namespace to the entry in the registry whitelist";
    }
    if (nearest.contains("' is only the repository ")) {
      return "Add the '/' to the entry in the registry whitelist";
    }
    return "Update the registry whitelist";
  }

  private static String editCommand(StoredResource resource) {
    return "kubectl edit %s %s -n %s"
        .formatted(
            resource.kind().singular().split("\\.")[0], resource.name(), resource.namespace());
  }

  /** The operator's message ends with a command, which is shown by itself here. */
  private static String withoutCommand(String message) {
    int command = message.indexOf(": kubectl ");
    return command < 0 ? message : message.substring(0, command) + ".";
  }
}
