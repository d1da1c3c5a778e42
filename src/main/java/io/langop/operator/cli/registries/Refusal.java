package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.NearMiss.Why;
import io.langop.operator.allowlist.Verdict;

/**
 * A condition of an entry that is about an image keeps it out.
 *
 * @param entry {@code null} where the list may not be read
 * @param ended whether its time is over
 * @param why what the image lacks
 */
record Refusal(AllowlistEntry entry, boolean ended, String why) {

  static final String NO_DIGEST = "no digest";

  /** Null when no condition is the reason. */
  static Refusal of(Verdict verdict) {
    if (verdict instanceof Verdict.DigestRequired unpinned) {
      return new Refusal(unpinned.entry(), false, NO_DIGEST);
    }
    if (!(verdict instanceof Verdict.Denied denied)
        || denied.nearest() == null
        || denied.nearest().why() == Why.SINGLE_REPOSITORY) {
      return null;
    }
    return denied.nearest().why() == Why.ENDED
        ? new Refusal(denied.nearest().entry(), true, "it needs a later end")
        : new Refusal(denied.nearest().entry(), false, "other namespace");
  }
}
