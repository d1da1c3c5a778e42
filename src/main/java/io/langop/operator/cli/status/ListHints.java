package io.langop.operator.cli.status;

import io.langop.operator.allowlist.InvalidEntry;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.allowlist.ListNotes;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.cluster.StoredResource.Condition;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the list in force adds to the status of a workload: nothing, if all is as it should be. */
final class ListHints {

  private ListHints() {}

  static List<String> of(StoredResource resource, Condition validated, CurrentList list) {
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
