package io.langop.operator.cli.registries;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the agents and tools, whose images the list decides about. */
final class Users {

  private static final List<ResourceKind> KINDS = List.of(ResourceKind.AGENT, ResourceKind.TOOL);

  private Users() {}

  static List<User> of(Cluster cluster, boolean everywhere) {
    List<User> users = new ArrayList<>();
    for (ResourceKind kind : KINDS) {
      cluster.list(kind, everywhere).forEach(resource -> User.of(resource).forEach(users::add));
    }
    users.sort(Comparator.comparing(User::shown));
    return users;
  }

  /** Those of all namespaces, if they may be listed. */
  static Optional<List<User>> permitted(Cluster cluster) {
    List<User> users = new ArrayList<>();
    for (ResourceKind kind : KINDS) {
      var resources = cluster.permittedList(kind, true);
      if (resources.isEmpty()) {
        return Optional.empty();
      }
      resources.get().forEach(resource -> User.of(resource).forEach(users::add));
    }
    users.sort(Comparator.comparing(User::shown));
    return Optional.of(users);
  }
}
