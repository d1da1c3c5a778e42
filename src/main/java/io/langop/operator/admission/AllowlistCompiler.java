package io.langop.operator.admission;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.EntryOptions;
import io.langop.operator.allowlist.NearMiss;
import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.allowlist.RegistryPattern;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;
import io.langop.operator.api.langop.v1alpha1.CompiledConditions;
import io.langop.operator.api.langop.v1alpha1.CompiledTerm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes of an allowlist what the admission policies decide by. They have to agree with {@link
 * RegistryAllowlist#decide}, word for word; a test compares them.
 */
final class AllowlistCompiler {

  private static final String DOCKER_HUB = "docker.io";
  private static final String OFFICIAL = "library/";

  /** The policies cannot tell of a later one, and need not. */
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59Z");

  private final RegistryAllowlist allowlist;
  private final Map<String, Boolean> allowed = new TreeMap<>();
  private final Map<String, Boolean> hostsWithPaths = new TreeMap<>();
  private final Map<String, List<AllowlistEntry>> conditional = new LinkedHashMap<>();
  private final Map<String, AllowlistEntry> singles = new TreeMap<>();

  private AllowlistCompiler(RegistryAllowlist allowlist) {
    this.allowlist = allowlist;
  }

  /** The same decisions as data. */
  static CompiledAllowlistSpec compile(RegistryAllowlist allowlist) {
    return new AllowlistCompiler(allowlist).compile();
  }

  private CompiledAllowlistSpec compile() {
    allowlist.entries().forEach(this::add);
    CompiledAllowlistSpec spec = new CompiledAllowlistSpec();
    spec.setShown(allowlist.shown());
    spec.setEntries(allowlist.inForce().size());
    spec.setAllowed(allowed);
    spec.setHostsWithPaths(hostsWithPaths);
    Map<String, String> hints = new TreeMap<>();
    singles.forEach(
        (name, entry) ->
            hints.put(name, new NearMiss(NearMiss.Why.SINGLE_REPOSITORY, entry).words()));
    spec.setSingles(hints);
    Map<String, CompiledConditions> conditions = new TreeMap<>();
    conditional.forEach((key, entries) -> conditions.put(key, conditions(entries)));
    spec.setConditional(conditions);
    return spec;
  }

  private void add(AllowlistEntry entry) {
    RegistryPattern pattern = entry.pattern();
    String host = (pattern.wildcard() ? "*." : "") + pattern.registry();
    String key = pattern.path().isEmpty() ? host : host + '/' + pattern.path();
    if (pattern.below()) {
      key += '/';
    }
    if (entry.options().isEmpty()) {
      allowed.put(key, true);
    } else {
      conditional.computeIfAbsent(key, absent -> new ArrayList<>()).add(entry);
    }
    if (!pattern.path().isEmpty() && !allowlist.hasEnded(entry)) {
      hostsWithPaths.put(host, true);
    }
    if (host.equals(DOCKER_HUB) && entry.isPerhapsMeantForMore()) {
      singles.merge(
          pattern.path().substring(OFFICIAL.length()),
          entry,
          (one, other) -> one.written().compareTo(other.written()) <= 0 ? one : other);
    }
  }

  private CompiledConditions conditions(List<AllowlistEntry> entries) {
    List<CompiledTerm> everywhere = new ArrayList<>();
    Map<String, List<CompiledTerm>> byNamespace = new TreeMap<>();
    Map<String, List<CompiledTerm>> byBeginning = new TreeMap<>();
    CompiledConditions compiled = new CompiledConditions();
    for (AllowlistEntry entry : entries) {
      EntryOptions options = entry.options();
      if (options.namespaces() == null) {
        put(everywhere, entry);
        continue;
      }
      options.namespaces().names().forEach(name -> put(byNamespace, name, entry));
      options.namespaces().beginnings().forEach(name -> put(byBeginning, name, entry));
    }
    entries.stream()
        .filter(entry -> entry.options().namespaces() != null && !allowlist.hasEnded(entry))
        .max(AllowlistEntry.BY_END)
        .ifPresent(
            entry ->
                compiled.setLimited(new NearMiss(NearMiss.Why.OTHER_NAMESPACE, entry).words()));
    compiled.setEverywhere(everywhere.isEmpty() ? null : everywhere);
    compiled.setByNamespace(orNull(byNamespace));
    compiled.setByBeginning(orNull(byBeginning));
    return compiled;
  }

  private void put(Map<String, List<CompiledTerm>> terms, String key, AllowlistEntry entry) {
    put(terms.computeIfAbsent(key, absent -> new ArrayList<>()), entry);
  }

  /** Of two that differ in their ends only, the one that ends later decides. */
  private void put(List<CompiledTerm> terms, AllowlistEntry entry) {
    CompiledTerm added = term(entry);
    for (int i = 0; i < terms.size(); i++) {
      CompiledTerm known = terms.get(i);
      if ((known.getDigest() == null) == (added.getDigest() == null)) {
        if (endsLater(added, known)) {
          terms.set(i, added);
        }
        return;
      }
    }
    terms.add(added.getDigest() == null ? 0 : terms.size(), added);
  }

  private static boolean endsLater(CompiledTerm one, CompiledTerm other) {
    return other.getEnd() != null
        && (one.getEnd() == null
            || Instant.parse(one.getEnd()).isAfter(Instant.parse(other.getEnd())));
  }

  private CompiledTerm term(AllowlistEntry entry) {
    EntryOptions options = entry.options();
    CompiledTerm term = new CompiledTerm();
    term.setEntry(entry.pattern().toString());
    term.setDigest(options.digestRequired() ? true : null);
    if (options.end() != null) {
      Instant end = options.end().instant();
      term.setUntil(options.end().toString());
      term.setEnd(end.isAfter(LAST_TIME) ? null : end.toString());
      term.setEnded(allowlist.hasEnded(entry) ? true : null);
    }
    return term;
  }

  private static <K, V> Map<K, V> orNull(Map<K, V> map) {
    return map.isEmpty() ? null : map;
  }
}
