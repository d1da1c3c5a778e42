package io.langop.operator.allowlist;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What two lists can decide differently.
 *
 * @param refusals whether the lists show themselves differently, so that every refusal reads
 *     otherwise
 * @param places where the images of a registry stand that an entry names which only one list has,
 *     see {@link RegistryAllowlist#place}
 * @param below where the registry of a wildcard stands that only one list has: the images of all
 *     hosts under it stand where a place begins with this and a dot
 */
public record AllowlistDifference(boolean refusals, List<String> places, List<String> below) {

  /** The cost depends on what differs; equal lines at both ends are compared once. */
  static AllowlistDifference between(
      List<RegistryPattern> before, List<RegistryPattern> after, boolean refusals) {
    int shorter = Math.min(before.size(), after.size());
    int begin = 0;
    while (begin < shorter && before.get(begin).equals(after.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin && last(before, end).equals(last(after, end))) {
      end++;
    }
    Set<RegistryPattern> onlyOne = new HashSet<>(before.subList(begin, before.size() - end));
    for (RegistryPattern entry : after.subList(begin, after.size() - end)) {
      if (!onlyOne.remove(entry)) { // each list has an entry once
        onlyOne.add(entry);
      }
    }
    List<String> places = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (RegistryPattern entry : onlyOne) {
      String place = RegistryAllowlist.fromItsEnd(entry.registry());
      places.add(place);
      if (entry.wildcard()) {
        below.add(place);
      }
    }
    return new AllowlistDifference(refusals, places, below);
  }

  private static RegistryPattern last(List<RegistryPattern> entries, int index) {
    return entries.get(entries.size() - 1 - index);
  }
}
