package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.NearMiss;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The lines that a list needs for one registry in use. The conditions of entries are kept: an image
 * that is refused only by a condition gets a comment, and no line that would allow everything.
 */
final class AuditProposal {

  private static final String NOT_ALLOWED = "not allowed now";

  private final Audit.Row row;

  /** Entries as the list has them, with a comment that may be empty. */
  private final Map<String, String> lines = new LinkedHashMap<>();

  private final Map<String, List<User>> refused = new LinkedHashMap<>();

  /** Images that are allowed or not decided, where the list is not known. */
  private final Set<ImageReference> others = new LinkedHashSet<>();

  private final Set<ImageReference> denied = new LinkedHashSet<>();
  private boolean conditions;

  private AuditProposal(Audit.Row row) {
    this.row = row;
  }

  /**
   * @param list {@code null} where it may not be read
   */
  static List<String> lines(Audit.Row row, CurrentList list) {
    if (!(RegistryPattern.parse(row.registry()) instanceof RegistryPattern)) {
      return List.of();
    }
    AuditProposal proposal = new AuditProposal(row);
    for (User user : row.users()) {
      if (list instanceof CurrentList.Loaded) {
        proposal.add(user, user.verdict(list));
      } else {
        proposal.addByStatus(user);
      }
    }
    return proposal.lines();
  }

  private void add(User user, Verdict verdict) {
    if (verdict instanceof Verdict.Allowed allowed) {
      keep(allowed.entry(), "");
    } else if (verdict instanceof Verdict.DigestRequired unpinned) {
      refuse(keep(unpinned.entry(), ""), "no digest", user);
    } else if (verdict instanceof Verdict.Denied no && no.nearest() != null) {
      addNearMiss(user, no.nearest());
    } else if (verdict instanceof Verdict.Denied no) {
      denied.add(no.image());
    }
  }

  private void addNearMiss(User user, NearMiss miss) {
    switch (miss.why()) {
      case SINGLE_REPOSITORY -> lines.put(miss.entry().pattern().text() + "/", NOT_ALLOWED);
      case ENDED -> refuse(keep(miss.entry(), "ended"), "it needs a later end", user);
      case OTHER_NAMESPACE -> refuse(keep(miss.entry(), ""), "other namespace", user);
    }
  }

  /** Without the list only the reason is known, and not the entry. */
  private void addByStatus(User user) {
    if (user.resource().condition("ImageValidated").reason().equals("DigestRequired")) {
      String line = row.registry() + " digest=required";
      conditions = true;
      lines.putIfAbsent(line, "");
      refuse(line, "no digest", user);
    } else if (ImageReference.parse(user.image()) instanceof ImageReference image) {
      boolean known = !row.allowed().equals("unknown");
      (known && Boolean.FALSE.equals(user.allowed(null)) ? denied : others).add(image);
    }
  }

  /** Keeps an entry, as narrow as it is; a wildcard becomes the registry that is in use. */
  private String keep(AllowlistEntry entry, String comment) {
    String options = entry.options().text();
    String line =
        entry.pattern().path().isEmpty()
            ? row.registry() + (options.isEmpty() ? "" : " " + options)
            : entry.written();
    conditions |= !options.isEmpty();
    lines.putIfAbsent(line, comment);
    return line;
  }

  private void refuse(String line, String why, User user) {
    refused.computeIfAbsent(line + "\n" + why, key -> new ArrayList<>()).add(user);
  }

  private List<String> lines() {
    refused.forEach(this::explain);
    if (conditions) {
      // All of the registry would undo the conditions of its entries.
      others.forEach(image -> lines.putIfAbsent(repository(image), ""));
      denied.forEach(image -> lines.putIfAbsent(repository(image), NOT_ALLOWED));
    } else if (!denied.isEmpty()) {
      boolean partly = row.allowed().equals("partly");
      return List.of(
          row.registry() + "  # " + (partly ? "allowed now with some paths only" : NOT_ALLOWED));
    } else if (!others.isEmpty()) {
      return List.of(row.registry());
    }
    List<String> text = new ArrayList<>();
    lines.forEach((line, comment) -> text.add(comment.isEmpty() ? line : line + "  # " + comment));
    return text;
  }

  private void explain(String lineAndReason, List<User> users) {
    String[] parts = lineAndReason.split("\n", 2);
    String who =
        users.get(0).shown() + (users.size() == 1 ? "" : " and " + (users.size() - 1) + " more");
    lines.merge(
        parts[0],
        "refuses " + who + ": " + parts[1],
        (before, added) -> before.isEmpty() ? added : before + "; " + added);
  }

  private static String repository(ImageReference image) {
    return image.registry().toLowerCase(Locale.ROOT) + "/" + image.repository();
  }
}
