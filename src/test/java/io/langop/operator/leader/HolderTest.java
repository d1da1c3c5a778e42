package io.langop.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HolderTest {
  private static final Duration USUAL = Duration.ofSeconds(15);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void aLeaseThatNobodyHasIsFree() {
    assertThat(Holder.NOBODY.after(Optional.empty(), USUAL, 0).isGone(0)).isTrue();
    assertThat(Holder.NOBODY.after(lease(null, "1", 15), USUAL, 0).isGone(0)).isTrue();
    assertThat(Holder.NOBODY.after(lease("", "1", 15), USUAL, 0).isGone(0)).isTrue();
  }

  @Test
  void aHolderIsThereForTheWholeTimeOfItsLeaseAfterItWasFirstSeen() {
    // Given a renewal that, by the clock of its holder, was long ago
    Holder holder = Holder.NOBODY.after(lease("a", "1", 15), USUAL, 100 * SECOND);

    // Then
    assertThat(holder.isGone(115 * SECOND)).isFalse();
    assertThat(holder.isGone(116 * SECOND)).isTrue();
  }

  @Test
  void aRenewalBeginsTheTimeAnew() {
    // Given
    Holder holder = Holder.NOBODY.after(lease("a", "1", 15), USUAL, 0);

    // When
    Holder renewed = holder.after(lease("a", "2", 15), USUAL, 10 * SECOND);

    // Then
    assertThat(renewed.isGone(20 * SECOND)).isFalse();
    assertThat(renewed.isGone(26 * SECOND)).isTrue();
  }

  @Test
  void lookingAgainBeginsNothingAnew() {
    // Given
    Holder holder = Holder.NOBODY.after(lease("a", "1", 15), USUAL, 0);

    // When
    Holder again = holder.after(lease("a", "1", 15), USUAL, 10 * SECOND);

    // Then
    assertThat(again.isGone(16 * SECOND)).isTrue();
  }

  @Test
  void aDeletedLeaseDoesNotEndItsHolder() {
    // Given
    Holder holder = Holder.NOBODY.after(lease("a", "1", 15), USUAL, 0);

    // When
    Holder deleted = holder.after(Optional.empty(), USUAL, 10 * SECOND);

    // Then
    assertThat(deleted.isGone(14 * SECOND)).isFalse();
    assertThat(deleted.isGone(16 * SECOND)).isTrue();
  }

  @Test
  void theTimeIsTheOneThatItsHolderWrote() {
    assertThat(Holder.NOBODY.after(lease("a", "1", 60), USUAL, 0).isGone(59 * SECOND)).isFalse();
    assertThat(Holder.NOBODY.after(lease("a", "1", null), USUAL, 0).isGone(16 * SECOND)).isTrue();
  }

  private static Optional<Lease> lease(String holder, String version, Integer seconds) {
    ZonedDateTime longAgo = ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    return Optional.of(
        new LeaseBuilder()
            .withNewMetadata()
            .withResourceVersion(version)
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(holder)
            .withLeaseDurationSeconds(seconds)
            .withRenewTime(longAgo)
            .endSpec()
            .build());
  }
}
