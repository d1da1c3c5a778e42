package io.langop.operator.powertool;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InjectionLimitTest {

  private static final PowerTool RUN = tool("uid-1");

  @Test
  void aRunHasAsManyPodsAtATimeAsItsAuthorWantsNow() {
    // Given
    PowerTool limited = tool("uid-1");
    limited.getSpec().setMaxConcurrent(3);

    // Then
    assertThat(InjectionLimit.of(RUN, Optional.of(RUN))).isEqualTo(Integer.MAX_VALUE);
    assertThat(InjectionLimit.of(RUN, Optional.of(limited))).isEqualTo(3);
  }

  @Test
  void aRunThatIsSuspendedOrDeletedGetsNoFurtherPod() {
    // Given
    PowerTool suspended = tool("uid-1");
    suspended.getSpec().setSuspend(true);
    PowerTool leaving = tool("uid-1");
    leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    PowerTool unreadable = tool("uid-1");
    unreadable.setSpec(null);

    // Then
    assertThat(InjectionLimit.of(RUN, Optional.empty())).isZero();
    assertThat(InjectionLimit.of(RUN, Optional.of(tool("uid-2")))).isZero();
    assertThat(InjectionLimit.of(RUN, Optional.of(suspended))).isZero();
    assertThat(InjectionLimit.of(RUN, Optional.of(leaving))).isZero();
    assertThat(InjectionLimit.of(RUN, Optional.of(unreadable))).isZero();
  }

  private static PowerTool tool(String uid) {
    PowerTool tool = new PowerTool();
    tool.getMetadata().setUid(uid);
    tool.setSpec(new PowerToolSpec());
    return tool;
  }
}
