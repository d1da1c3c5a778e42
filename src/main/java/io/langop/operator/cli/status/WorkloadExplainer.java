package io.langop.operator.cli.status;

import io.langop.operator.allowlist.InvalidEntry;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.allowlist.ListNotes;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Style.Level;
import io.langop.operator.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Explains an agent or a tool from its status. The list itself adds to that where it may be read;
 * authors normally may not.
 */
public final class WorkloadExplainer {

  private final ConfigMapPlace place;
  private final Optional<CurrentList> list;
  private final Instant now;

  public WorkloadExplainer(ConfigMapPlace place, Optional<CurrentList> list, Instant now) {
    this.place = place;
    this.list = list;
    this.now = now;
  }

  /** The state of a resource, with its reason. */
  public Report explain(StoredResource resource) {
    Condition validated = resource.condition(WorkloadCondition.ImageValidated);
    Report report =
        !validated.exists()
            ? undecided(resource)
            : validated.status().equals("True")
                ? allowed(resource, validated)
                : notAllowed(resource, validated);
    for (String hint : hints(resource, validated)) {
      report = report.with(hint);
    }
    return report;
  }

  private Report undecided(StoredResource resource) {
    List<String> details = new ArrayList<>();
    details.add(
        "No operator has looked at it yet; it was created %s ago."
            .formatted(Ages.of(resource.created(), now)));
    list.ifPresent(
        known ->
            details.add(
                "By the list in force: "
                    + known.decide(resource.images(), resource.namespace()).message()
                    + "."));
    return new Report(
        resource,
        "undecided",
        Level.WARNING,
        "Image not validated yet",
        details,
        "If this stays so, see whether the operator runs",
        List.of("kubectl get deployment language-operator -n " + place.namespace()));
  }

  private Report notAllowed(StoredResource resource, Condition validated) {
    Validation validation = Validation.of(resource, validated, place);
    List<String> details = new ArrayList<>(validation.sentences());
    String running = resource.status("image");
    boolean unknown = validated.status().equals("Unknown");
    String state = unknown ? "unknown" : "blocked";
    if (!running.isEmpty() && resource.status("phase").equals("Suspended")) {
      state = unknown ? state : "revoked";
      details.add("Stopped: scaled to zero. It comes back by itself when its image is allowed.");
    } else if (!running.isEmpty()) {
      state = unknown ? state : "frozen";
      details.add(
          "Still running: %s (%s). Nothing about it is changed until its image is allowed."
              .formatted(running, readyPods(resource)));
    } else if (unknown) {
      details.add("Nothing runs.");
    }
    if (!state.equals("blocked")) {
      details.add(Ages.since(validated.since(), now));
    }
    return new Report(
        resource,
        state,
        validation.level(),
        validation.headline(),
        details,
        validation.nextTitle(),
        validation.nextCommands());
  }

  private Report allowed(StoredResource resource, Condition validated) {
    Condition ready = resource.condition(WorkloadCondition.Ready);
    List<String> details = new ArrayList<>(Validation.of(resource, validated, place).sentences());
    if (ready.status().equals("True")) {
      details.add("Running: %s (%s)".formatted(resource.status("image"), ready.message()));
      if (!resource.status("endpoint").isEmpty()) {
        details.add("Endpoint: " + resource.status("endpoint"));
      }
      details.add(Ages.since(ready.since(), now));
      return new Report(
          resource,
          "ready",
          Level.GOOD,
          "Image allowed, " + resource.kind().command() + " ready",
          details,
          "",
          List.of());
    }
    if (!ready.message().isEmpty()) {
      details.add(ready.message() + ".");
    }
    if (ready.exists()) {
      details.add(Ages.since(ready.since(), now));
    }
    return new NotReady(resource, details).report(ready);
  }

  private static String readyPods(StoredResource resource) {
    String ready = resource.status("readyReplicas");
    return (ready.isEmpty() ? "0" : ready) + (ready.equals("1") ? " pod ready" : " pods ready");
  }

  private List<String> hints(StoredResource resource, Condition validated) {
    List<String> hints = new ArrayList<>();
    if (resource.deleting()) {
      hints.add("It is being deleted.");
    }
    if (resource.outdated()) {
      hints.add("The operator has not looked at the last change of it yet.");
    } else if (validated.exists()) {
      list.ifPresent(known -> hints.addAll(listHints(resource, validated, known)));
    }
    return hints;
  }

  /** What the list in force adds: nothing, if all is as it should be. */
  private static List<String> listHints(
      StoredResource resource, Condition validated, CurrentList list) {
    List<String> hints = new ArrayList<>();
    Verdict verdict = list.decide(resource.images(), resource.namespace());
    if (!verdict.reason().name().equals(validated.reason())) {
      hints.add(
          "The list in force says otherwise: "
              + verdict.message()
              + ". If this stays so, see whether the operator runs.");
    } else if (verdict.reason() == WorkloadReason.RegistryNotAllowed) {
      list.invalidEntries().stream()
          .filter(entry -> verdict.refusals().stream().anyMatch(refusal -> meant(entry, refusal)))
          .limit(3)
          .forEach(entry -> hints.add(ListNotes.ignored(entry)));
    }
    return hints;
  }

  /** Whether a bad entry was probably meant for the image's registry. */
  private static boolean meant(InvalidEntry entry, Verdict refusal) {
    return refusal instanceof Verdict.Denied denied && meant(entry, denied.image());
  }

  private static boolean meant(InvalidEntry entry, ImageReference image) {
    String host = image.registry().toLowerCase(Locale.ROOT).replaceAll(":\\d+$", "");
    int parent = host.lastIndexOf('.', Math.max(0, host.lastIndexOf('.') - 1));
    String domain = parent < 0 ? host : host.substring(parent + 1);
    return entry.text().toLowerCase(Locale.ROOT).contains(domain);
  }
}
