package io.langop.operator.policy;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the resources of one kind ask a policy for, sorted so that an edit finds those that it can
 * be about: its cost depends on them and not on the number of resources. What several resources ask
 * for is decided once. Safe for use by several threads.
 *
 * @param <S> the policy's snapshots
 * @param <D> its decisions
 */
public final class DemandIndex<S extends PolicySnapshot<D>, D> {

  /**
   * What an edit changes.
   *
   * @param resources those with something that is decided otherwise
   * @param blocked how many of them were granted all that they ask for first, and are not any more
   * @param unblocked how many of them were not granted all of it, and are now
   */
  public record Effect(Collection<ResourceID> resources, int blocked, int unblocked) {}

  /** The first character after the dot, to find all that begins with a text and a dot. */
  private static final char AFTER_DOT = '.' + 1;

  private final Predicate<D> grants;
  private final Map<ResourceID, Demands> resources = new HashMap<>();
  private final NavigableMap<String, Map<Asked, Demand>> places = new TreeMap<>();
  private final Set<Demand> refused = new HashSet<>();
  private final Set<ResourceID> unbounded = new HashSet<>();

  /** By which {@link #refused} is kept; what is not known to be granted counts as refused. */
  private S snapshot;

  /**
   * @param initial any snapshot of the policy
   * @param grants whether a decision lets a resource have what it asks for
   */
  public DemandIndex(S initial, Predicate<D> grants) {
    this.snapshot = initial;
    this.grants = grants;
  }

  /** A resource is there, and asks for {@code asked} in the first place. */
  public void put(ResourceID id, String asked) {
    put(id, List.of(asked));
  }

  /**
   * A resource is there, and asks for all of {@code asked} in the first place.
   *
   * @param asked at least one
   */
  public synchronized void put(ResourceID id, List<String> asked) {
    List<String> distinct = asked.size() == 1 ? asked : asked.stream().distinct().toList();
    Demands demands = resources.computeIfAbsent(id, absent -> new Demands());
    if (demands.areFirst(distinct)) {
      return;
    }
    List<Demand> before = demands.first;
    demands.first = demands(distinct, id);
    before.forEach(demand -> demand.first.remove(id));
    demands.first.forEach(demand -> demand.first.add(id));
    before.forEach(this::dropUnused);
  }

  /**
   * What a resource that is there asks for as well.
   *
   * @param anything whether it asks for more than is said here, so that every edit counts as one
   *     about it
   */
  public synchronized void also(ResourceID id, Set<String> asked, boolean anything) {
    Demands demands = resources.get(id);
    if (demands == null) {
      return;
    }
    List<Demand> before = demands.also;
    demands.also = demands(asked, id);
    before.forEach(demand -> demand.also.remove(id));
    demands.also.forEach(demand -> demand.also.add(id));
    before.forEach(this::dropUnused);
    if (anything) {
      unbounded.add(id);
    } else {
      unbounded.remove(id);
    }
  }

  /** A resource is gone, or does not depend on the policy any more. */
  public synchronized void remove(ResourceID id) {
    also(id, Set.of(), false);
    Demands demands = resources.remove(id);
    if (demands != null) {
      demands.first.forEach(demand -> demand.first.remove(id));
      demands.first.forEach(this::dropUnused);
    }
  }

  /** What an edit from one snapshot to a later one changes. */
  public synchronized Effect edit(S before, S after) {
    // Refusals are known by the last edit: after another one, which was not passed on, by none.
    EditScope scope = before == snapshot ? before.until(after) : EditScope.EVERYTHING;
    snapshot = after;
    Set<ResourceID> changed = new LinkedHashSet<>(unbounded);
    Set<ResourceID> turned = new HashSet<>();
    for (Demand demand : within(scope)) {
      D was = decision(before, demand);
      D is = decision(after, demand);
      boolean granted = note(demand, is);
      if (!was.equals(is)) {
        changed.addAll(demand.first);
        changed.addAll(demand.also);
        if (grants.test(was) != granted) {
          turned.addAll(demand.first);
        }
      }
    }
    int blocked = 0;
    int unblocked = 0;
    for (ResourceID id : turned) {
      boolean granted = areGranted(resources.get(id).first, after);
      if (areGranted(resources.get(id).first, before) != granted) {
        blocked += granted ? 0 : 1;
        unblocked += granted ? 1 : 0;
      }
    }
    return new Effect(changed, blocked, unblocked);
  }

  private boolean areGranted(List<Demand> demands, S by) {
    return demands.stream().allMatch(demand -> grants.test(decision(by, demand)));
  }

  private Collection<Demand> within(EditScope scope) {
    if (scope.everything()) {
      List<Demand> all = new ArrayList<>();
      places.values().forEach(demands -> all.addAll(demands.values()));
      return all;
    }
    Set<Demand> found = new LinkedHashSet<>();
    for (String place : scope.places()) {
      found.addAll(places.getOrDefault(place, Map.of()).values());
    }
    for (String begin : scope.below()) {
      places
          .subMap(begin + '.', begin + AFTER_DOT)
          .values()
          .forEach(demands -> found.addAll(demands.values()));
    }
    if (scope.refusals()) {
      found.addAll(refused);
    }
    return found;
  }

  private List<Demand> demands(Collection<String> asked, ResourceID id) {
    return asked.isEmpty() ? List.of() : asked.stream().map(one -> demand(one, id)).toList();
  }

  private Demand demand(String asked, ResourceID id) {
    Asked key = new Asked(asked, id.getNamespace().orElse(""));
    Map<Asked, Demand> there =
        places.computeIfAbsent(snapshot.place(asked), absent -> new HashMap<>());
    Demand known = there.get(key);
    if (known != null) {
      return known;
    }
    Demand created = new Demand(key);
    there.put(key, created);
    note(created, decision(snapshot, created));
    return created;
  }

  private static <D> D decision(PolicySnapshot<D> snapshot, Demand demand) {
    return snapshot.decide(demand.asked.what(), demand.asked.namespace());
  }

  private boolean note(Demand demand, D decision) {
    boolean granted = grants.test(decision);
    if (granted) {
      refused.remove(demand);
    } else {
      refused.add(demand);
    }
    return granted;
  }

  private void dropUnused(Demand demand) {
    if (demand.first.isEmpty() && demand.also.isEmpty()) {
      String place = snapshot.place(demand.asked.what());
      Map<Asked, Demand> there = places.get(place);
      there.remove(demand.asked);
      if (there.isEmpty()) {
        places.remove(place);
      }
      refused.remove(demand);
    }
  }

  /** What is asked for, and where: a decision depends on both. */
  private record Asked(String what, String namespace) implements Comparable<Asked> {

    /** A map of what authors write stays fast, also when their texts all have one hash. */
    @Override
    public int compareTo(Asked other) {
      int byText = what.compareTo(other.what);
      return byText != 0 ? byText : namespace.compareTo(other.namespace);
    }
  }

  /** Who asks for one thing. Two are never equal. */
  private static final class Demand {
    private static final int MOSTLY_ONE = 2;

    private final Asked asked;

    /** Who asks for it in the first place. */
    private final Set<ResourceID> first = new HashSet<>(MOSTLY_ONE);

    /** Who asks for it besides something else. */
    private final Set<ResourceID> also = new HashSet<>(MOSTLY_ONE);

    Demand(Asked asked) {
      this.asked = asked;
    }
  }

  /** What one resource asks for. */
  private static final class Demands {
    private List<Demand> first = List.of();
    private List<Demand> also = List.of();

    boolean areFirst(List<String> asked) {
      if (first.size() != asked.size()) {
        return false;
      }
      for (int i = 0; i < first.size(); i++) {
        if (!first.get(i).asked.what().equals(asked.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
