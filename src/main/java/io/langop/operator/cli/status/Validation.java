package io.langop.operator.cli.status;

import io.langop.operator.allowlist.NearMiss;
import io.langop.operator.allowlist.VerdictWords;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  private static final String FAILED = "Image validation failed";
  private static final String UPDATE_LIST = "Update the registry whitelist";

  /** What to do about an entry that nearly allows the image. */
  private static final Map<NearMiss.Why, String> WAYS_OUT =
      Map.of(
          NearMiss.Why.ENDED,
          "Give the entry a later end in the registry whitelist",
          NearMiss.Why.OTHER_NAMESPACE,
          "Add the namespace to the entry in the registry whitelist",
          NearMiss.Why.SINGLE_REPOSITORY,
          "Add the '/' to the entry in the registry whitelist");

  static Validation of(StoredResource resource, Condition validated, ConfigMapPlace list) {
    String message = validated.message();
    return WorkloadReason.of(validated.reason())
        .map(reason -> of(reason, message, resource, list))
        .orElseGet(() -> ofDenial(message, list));
  }

  private static Validation of(
      WorkloadReason reason, String message, StoredResource resource, ConfigMapPlace list) {
    return switch (reason) {
      case RegistryAllowed ->
          new Validation(Level.GOOD, "Image allowed", List.of(allowed(message)), "", List.of());
      case InvalidImageReference ->
          new Validation(
              Level.BAD,
              FAILED,
              List.of(message + "."),
              "Correct the image",
              List.of(editCommand(resource)));
      case AllowlistUnavailable ->
          new Validation(
              Level.BAD,
              "Image not validated, the registry whitelist is missing",
              List.of(VerdictWords.withoutCommand(message)),
              "Restore the registry whitelist",
              List.of(list.editCommand()));
      case UnreadableResource ->
          new Validation(
              Level.BAD,
              "Not validated, the resource cannot be read",
              List.of(message + "."),
              "Correct the field",
              List.of(editCommand(resource)));
      case DigestRequired ->
          new Validation(
              Level.BAD,
              FAILED,
              List.of(message + "."),
              "Look up the digest with one of the tools, and write it behind the image",
              pinCommands(resource));
      default -> ofDenial(message, list);
    };
  }

  private static String allowed(String message) {
    return VerdictWords.allowedRegistry(message)
        .map("Registry '%s' is in whitelist."::formatted)
        .orElse(message + ".");
  }

  private static List<String> pinCommands(StoredResource resource) {
    List<String> commands = new ArrayList<>();
    // The spec may have changed since; a command with anything else than a reference is no help.
    for (String named : resource.images()) {
      if (ImageReference.parse(named) instanceof ImageReference image && !image.hasDigest()) {
        commands.add("crane digest " + image.canonical());
        commands.add("docker buildx imagetools inspect " + image.canonical());
      }
    }
    commands.add(editCommand(resource));
    return commands;
  }

  private static Validation ofDenial(String message, ConfigMapPlace list) {
    return VerdictWords.denial(message)
        .map(
            denial ->
                denial(
                    sentences(denial), denial.why().map(WAYS_OUT::get).orElse(UPDATE_LIST), list))
        .orElseGet(() -> denial(List.of(message + "."), UPDATE_LIST, list));
  }

  private static List<String> sentences(VerdictWords.Denial denial) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s '%s' is not in whitelist."
            .formatted(denial.repository() ? "Repository" : "Registry", denial.name()));
    sentences.add("Allowed registries: " + denial.allowed());
    if (!denial.nearest().isEmpty()) {
      sentences.add(denial.nearest().replaceFirst("^e", "E") + ".");
    }
    return sentences;
  }

  private static Validation denial(List<String> sentences, String title, ConfigMapPlace list) {
    return new Validation(Level.BAD, FAILED, sentences, title, List.of(list.editCommand()));
  }

  private static String editCommand(StoredResource resource) {
    return "kubectl edit %s %s -n %s"
        .formatted(
            resource.kind().singular().split("\\.")[0], resource.name(), resource.namespace());
  }
}
