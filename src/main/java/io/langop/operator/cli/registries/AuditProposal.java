package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.allowlist.CurrentList;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The list that the images in use need. Entries keep their conditions, and whatever a condition
 * keeps out now stays out: a line that would let it in is replaced by a narrower one, or commented
 * out.
 */
final class AuditProposal {

  private final CurrentList list;
  private final Instant now;

  /** The entries that were probably meant besides those of the list. */
  private final RegistryAllowlist meant;

  private final List<AllowlistEntry> conditional;
  private final ProposedLines lines = new ProposedLines();

  private AuditProposal(CurrentList list) {
    this.list = list;
    if (list instanceof CurrentList.Loaded loaded) {
      List<AllowlistEntry> entries = loaded.allowlist().entries();
      now = loaded.now();
      meant =
          RegistryAllowlist.parse(
              entries.stream()
                  .flatMap(entry -> MeantEntries.below(entry).stream())
                  .map(AllowlistEntry::written)
                  .collect(Collectors.joining("\n")),
              now);
      conditional = conditional(entries);
    } else {
      now = Instant.EPOCH; // nothing that is proposed without a list ever ends
      meant = RegistryAllowlist.parse("", now);
      conditional = List.of();
    }
  }

  /** Without those whose images another entry allows unconditionally. */
  private static List<AllowlistEntry> conditional(List<AllowlistEntry> entries) {
    List<RegistryPattern> plain =
        entries.stream()
            .filter(entry -> entry.options().text().isEmpty())
            .map(AllowlistEntry::pattern)
            .toList();
    return entries.stream()
        .filter(entry -> !entry.options().text().isEmpty())
        .filter(entry -> plain.stream().noneMatch(it -> Coverage.ofAll(it, entry.pattern())))
        .toList();
  }

  /**
   * @param list {@code null} where it may not be read
   */
  static List<String> lines(List<Audit.Row> rows, CurrentList list) {
    AuditProposal proposal = new AuditProposal(list);
    rows.stream()
        .filter(row -> !row.registry().isEmpty())
        .map(proposal::finished)
        .toList()
        .forEach(RegistryProposal::addUnused);
    return proposal.lines.text();
  }

  private RegistryProposal finished(Audit.Row row) {
    RegistryProposal proposal = new RegistryProposal(row, conditional, now, lines);
    for (UsedImage used : row.uses()) {
      if (list instanceof CurrentList.Loaded) {
        decide(proposal, used);
      } else {
        decideByStatus(proposal, row, used);
      }
    }
    proposal.finish();
    return proposal;
  }

  private void decide(RegistryProposal proposal, UsedImage used) {
    Verdict verdict = used.verdict(list);
    if (verdict instanceof Verdict.Allowed allowed) {
      proposal.keep(used, allowed.entry());
      return;
    }
    Refusal refusal = Refusal.of(verdict);
    if (refusal != null) {
      proposal.refuse(used, refusal);
      return;
    }
    Verdict then = meant.decide(used.image(), used.resource().namespace());
    Refusal wouldBe = Refusal.of(then);
    if (wouldBe != null) {
      proposal.refuseAsMeant(used, wouldBe);
    } else {
      proposal.open(used, then instanceof Verdict.Allowed allowed ? allowed.entry() : null, true);
    }
  }

  /** Without the list only the reason is known, and not the entry. */
  private static void decideByStatus(RegistryProposal proposal, Audit.Row row, UsedImage used) {
    String reason = used.resource().condition(WorkloadCondition.ImageValidated).reason();
    if (reason.equals(WorkloadReason.DigestRequired.name())) {
      proposal.refuse(used, new Refusal(null, false, Refusal.NO_DIGEST));
    } else {
      boolean known = !row.allowed().equals("unknown");
      proposal.open(used, null, known && Boolean.FALSE.equals(used.allowed(null)));
    }
  }
}
