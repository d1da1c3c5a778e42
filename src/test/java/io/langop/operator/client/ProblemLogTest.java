package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.LogOf;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProblemLogTest {

  private final LogOf log = new LogOf(ProblemLogTest.class);
  private final ProblemLog problems = new ProblemLog(Logger.getLogger(ProblemLogTest.class));

  @AfterEach
  void closeLog() {
    log.close();
  }

  private void meet(String cause) {
    problems.tell(Level.WARN, cause, "It failed: " + cause);
  }

  private long warnings() {
    return log.levels().stream().filter(level -> level.startsWith("WARN")).count();
  }

  @Test
  void aProblemThatIsMetAgainIsNoNews() {
    // When
    meet("refused");
    meet("refused");
    meet("timeout");

    // Then
    assertThat(warnings()).isEqualTo(2);
  }

  @Test
  void afterItsEndTheSameProblemIsNews() {
    // Given
    meet("refused");

    // When
    boolean ended = problems.end();
    meet("refused");

    // Then
    assertThat(ended).isTrue();
    assertThat(warnings()).isEqualTo(2);
  }

  @Test
  void whereThereIsNoProblemNoneEnds() {
    assertThat(problems.end()).isFalse();
  }

  @Test
  void whatIsToldForDebuggingIsKnownAllTheSame() {
    // Given
    problems.tell(Level.DEBUG, "expected", "It failed as expected");

    // When
    meet("expected");

    // Then
    assertThat(warnings()).isZero();
  }
}
