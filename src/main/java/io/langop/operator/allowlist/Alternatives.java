package io.langop.operator.allowlist;

import java.util.HashMap;
import java.util.Map;

/**
 * The entries with one host and path. They differ in what they ask for, and only those are kept
 * that can decide: of entries for the same namespaces the one that ends last, once without and once
 * with a digest. So a decision costs the same, however many there are.
 */
final class Alternatives {

  /**
   * The entry, as long as there is one only; its options beside it, to decide without a look at it.
   */
  private AllowlistEntry only;

  private EntryOptions options;

  /** See {@link AllowlistEntry#isPerhapsMeantForMore}; null when there is none. */
  private AllowlistEntry shortForOfficial;

  private final Terms everywhere = new Terms();
  private Map<String, Terms> byNamespace = Map.of();
  private Map<String, Terms> byBeginning = Map.of();

  /** Of those for some namespaces only the one that ends last; null when there is none. */
  private AllowlistEntry limited;

  void add(AllowlistEntry entry) {
    if (entry.isPerhapsMeantForMore()
        && (shortForOfficial == null || entry.compareTexts(shortForOfficial) < 0)) {
      shortForOfficial = entry;
    }
    if (options == null) {
      only = entry;
      options = entry.options();
      return;
    }
    if (only != null) {
      index(only);
      only = null;
    }
    index(entry);
  }

  private void index(AllowlistEntry entry) {
    NamespaceNames namespaces = entry.options().namespaces();
    if (namespaces == null) {
      everywhere.add(entry);
      return;
    }
    if (limited == null || AllowlistEntry.BY_END.compare(entry, limited) > 0) {
      limited = entry;
    }
    byNamespace = put(byNamespace, namespaces.names(), entry);
    byBeginning = put(byBeginning, namespaces.beginnings(), entry);
  }

  private static Map<String, Terms> put(
      Map<String, Terms> known, Iterable<String> keys, AllowlistEntry entry) {
    Map<String, Terms> terms = known;
    for (String key : keys) {
      terms = terms.isEmpty() ? new HashMap<>() : terms;
      terms.computeIfAbsent(key, absent -> new Terms()).add(entry);
    }
    return terms;
  }

  /** Whether one of them allows the image of a search, which is told what stands in the way. */
  boolean meet(Search search) {
    return only != null ? search.meet(only, options) : meetAny(search);
  }

  private boolean meetAny(Search search) {
    if (everywhere.meet(search)) {
      return true;
    }
    if (limited == null) {
      return false;
    }
    String namespace = search.namespace();
    Terms named = byNamespace.get(namespace);
    boolean holds = named != null;
    if (named != null && named.meet(search)) {
      return true;
    }
    for (int end = 1; !byBeginning.isEmpty() && end <= namespace.length(); end++) {
      Terms begun = byBeginning.get(namespace.substring(0, end));
      holds |= begun != null;
      if (begun != null && begun.meet(search)) {
        return true;
      }
    }
    if (!holds) {
      search.meetElsewhere(limited);
    }
    return false;
  }

  /** Tells a search of an entry that was perhaps meant for all that is below its path. */
  void offer(Search search) {
    if (shortForOfficial != null) {
      search.meetSingle(shortForOfficial);
    }
  }
}
