package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.NearMiss;
import io.langop.operator.allowlist.NearMiss.Why;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.cli.allowlist.CurrentList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many agents and tools each entry of a list allows, and how many it nearly allows. */
final class EntryUses {

  private final Map<AllowlistEntry, Long> allowed = new HashMap<>();
  private final Map<AllowlistEntry, Long> unpinned = new HashMap<>();
  private final Map<NearMiss, Long> missed = new HashMap<>();

  private EntryUses() {}

  static EntryUses of(CurrentList list, List<UsedImage> images) {
    EntryUses uses = new EntryUses();
    images.forEach(used -> uses.count(used.verdict(list)));
    return uses;
  }

  private void count(Verdict verdict) {
    if (verdict instanceof Verdict.Allowed yes) {
      allowed.merge(yes.entry(), 1L, Long::sum);
    } else if (verdict instanceof Verdict.DigestRequired no) {
      unpinned.merge(no.entry(), 1L, Long::sum);
    } else if (verdict instanceof Verdict.Denied no && no.nearest() != null) {
      missed.merge(no.nearest(), 1L, Long::sum);
    }
  }

  /** How many it allows. */
  long allowed(AllowlistEntry entry) {
    return allowed.getOrDefault(entry, 0L);
  }

  /** Which images it refuses that its author may have wanted to allow; empty if there are none. */
  List<String> refused(AllowlistEntry entry) {
    List<String> remarks = new ArrayList<>();
    long without = unpinned.getOrDefault(entry, 0L);
    if (without > 0) {
      remarks.add(without + " refused for lack of a digest");
    }
    long since = missed(Why.ENDED, entry);
    if (since > 0) {
      remarks.add(since + " refused since then");
    }
    long elsewhere = missed(Why.OTHER_NAMESPACE, entry);
    if (elsewhere > 0) {
      remarks.add(elsewhere + " refused in other namespaces");
    }
    long below = missed(Why.SINGLE_REPOSITORY, entry);
    if (below > 0 && allowed(entry) == 0) {
      remarks.add(
          "only the repository %s/%s; %d refused below it, write '%s/' to allow them"
              .formatted(
                  entry.pattern().registry(), entry.pattern().path(), below, entry.pattern()));
    }
    return remarks;
  }

  private long missed(Why why, AllowlistEntry entry) {
    return missed.getOrDefault(new NearMiss(why, entry), 0L);
  }
}
