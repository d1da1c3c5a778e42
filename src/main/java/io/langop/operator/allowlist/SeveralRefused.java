package io.langop.operator.allowlist;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.image.ImageReference;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * More than one image of a resource is refused, and not all in the same words.
 *
 * @param refusals of one image each, in the order of the spec
 * @param allowed the list for a person
 */
public record SeveralRefused(List<Verdict> refusals, String allowed) implements Verdict {

  private static final int NAMED = 5;

  /** As long as a denial at admission may be. */
  private static final int MAX_LENGTH = 4_900;

  public SeveralRefused {
    refusals = List.copyOf(refusals);
  }

  @Override
  public Optional<ImageReference> reference() {
    return refusals.stream().flatMap(refusal -> refusal.reference().stream()).findFirst();
  }

  @Override
  public WorkloadReason reason() {
    return refusals.stream()
        .map(Verdict::reason)
        .min(Comparator.comparing(WorkloadReason.REFUSALS::indexOf))
        .orElseThrow();
  }

  @Override
  public String message() {
    String named =
        refusals.stream()
            .limit(NAMED)
            .map(refusal -> VerdictWords.withoutList(refusal.message()))
            .collect(Collectors.joining(". "));
    String message =
        VerdictWords.several(
            refusals.size(),
            named
                + (refusals.size() > NAMED
                    ? " and %d more".formatted(refusals.size() - NAMED)
                    : ""),
            allowed);
    return message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "\u2026";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeveralRefused that && message().equals(that.message());
  }

  @Override
  public int hashCode() {
    return message().hashCode();
  }
}
