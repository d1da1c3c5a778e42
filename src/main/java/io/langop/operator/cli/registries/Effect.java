package io.langop.operator.cli.registries;

import io.langop.operator.cli.output.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What another list would change.
 *
 * @param starts what is not allowed now and would be
 * @param blocked what is allowed now and would not be
 * @param denied everything that would not be allowed
 * @param known whether all resources could be looked at
 */
record Effect(List<User> starts, List<User> blocked, List<User> denied, boolean known) {

  private static final int MOST_SHOWN = 50;

  /**
   * @param before {@code null} where the list may not be read
   * @param users {@code null} where they may not be listed
   */
  static Effect of(List<User> users, CurrentList before, CurrentList after) {
    List<User> starts = new ArrayList<>();
    List<User> blocked = new ArrayList<>();
    List<User> denied = new ArrayList<>();
    if (users != null) {
      for (User user : users) {
        boolean then = user.verdict(after).isAllowed();
        if (!then) {
          denied.add(user);
        }
        if (then
            && !Boolean.TRUE.equals(user.allowed(before))
            && Boolean.TRUE.equals(user.allAllowed(after))) {
          addOnce(starts, user);
        } else if (!then && !Boolean.FALSE.equals(user.allAllowed(before))) {
          addOnce(blocked, user);
        }
      }
    }
    return new Effect(starts, blocked, denied, users != null);
  }

  /** Users are sorted, so that those of one resource follow each other. */
  private static void addOnce(List<User> users, User user) {
    if (users.isEmpty() || !users.get(users.size() - 1).resource().equals(user.resource())) {
      users.add(user);
    }
  }

  /** For a person. */
  List<String> lines() {
    if (!known) {
      return List.of(
          "You may not list the agents and tools of all namespaces, so what would become of them"
              + " is not known.");
    }
    if (starts.isEmpty() && blocked.isEmpty()) {
      return List.of("No agent or tool would be blocked or start by it.");
    }
    List<String> lines = new ArrayList<>();
    add(lines, "Would be allowed", starts);
    add(lines, "Would be blocked", blocked);
    if (blocked.stream().anyMatch(User::running)) {
      lines.add(
          "Running workloads keep running, frozen, unless the operator's revocation policy is 'stop'.");
    }
    return lines;
  }

  private static void add(List<String> lines, String title, List<User> users) {
    if (users.isEmpty()) {
      return;
    }
    lines.add(title + ": " + users.size());
    users.stream()
        .limit(MOST_SHOWN)
        .forEach(user -> lines.add("  " + user.shown() + ": " + Visible.value(user.image())));
    if (users.size() > MOST_SHOWN) {
      lines.add("  and %d more".formatted(users.size() - MOST_SHOWN));
    }
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("known", known);
    tree.put("wouldBeAllowed", starts.stream().map(User::tree).toList());
    tree.put("wouldBeBlocked", blocked.stream().map(User::tree).toList());
    return tree;
  }
}
