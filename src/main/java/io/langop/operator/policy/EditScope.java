package io.langop.operator.policy;

import java.util.Collection;
import java.util.List;

/**
 * What two snapshots can decide differently. What is outside of it they decide alike; what is in it
 * they may.
 *
 * @param everything whether nothing is known about the difference
 * @param refusals whether every refusal is told in other words
 * @param places where what is asked for may be decided otherwise, see {@link PolicySnapshot#place}
 * @param below beginnings of further such places
 */
public record EditScope(
    boolean everything, boolean refusals, Collection<String> places, Collection<String> below) {

  static final EditScope EVERYTHING = new EditScope(true, true, List.of(), List.of());
}
