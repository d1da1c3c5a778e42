package io.langop.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElectionStepTest {

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Holder ME = new Holder("me", "1", LEASE, 0);
  private static final Holder OTHER = new Holder("other", "1", LEASE, 0);

  @Test
  void aStandbyWaitsAsLongAsAnotherHoldsTheLease() {
    assertThat(ElectionStep.ofStandby(OTHER, "me", LEASE.toNanos())).isEqualTo(ElectionStep.WAIT);
    assertThat(ElectionStep.ofStandby(OTHER, "me", LEASE.toNanos() + 1))
        .isEqualTo(ElectionStep.TAKE);
  }

  @Test
  void aLeaseThatNobodyHoldsIsTakenAtOnce() {
    assertThat(ElectionStep.ofStandby(Holder.NOBODY, "me", 0)).isEqualTo(ElectionStep.TAKE);
  }

  @Test
  void aStandbyWhoseRequestWasDoneAndNotAnsweredTakesWhatIsItsOwn() {
    assertThat(ElectionStep.ofStandby(ME, "me", 0)).isEqualTo(ElectionStep.TAKE);
  }

  @Test
  void aLeaderRenewsItsLeaseAndMakesADeletedOneAgain() {
    assertThat(ElectionStep.ofLeader(true, ME, "me")).isEqualTo(ElectionStep.RENEW);
    assertThat(ElectionStep.ofLeader(false, ME, "me")).isEqualTo(ElectionStep.TAKE);
  }

  @Test
  void aLeaderWhoseLeaseAnotherTookEnds() {
    assertThat(ElectionStep.ofLeader(true, OTHER, "me")).isEqualTo(ElectionStep.END);
    assertThat(ElectionStep.ofLeader(true, Holder.NOBODY, "me")).isEqualTo(ElectionStep.END);
  }
}
