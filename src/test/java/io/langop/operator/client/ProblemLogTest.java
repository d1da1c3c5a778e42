package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.LogOf;
import java.util.stream.IntStream;
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

  /** A read and a watch of the same that is gone fail in turns, each in its own way. */
  @Test
  void causesThatAlternateAreToldOnceEach() {
    // When
    for (int time = 0; time < 100; time++) {
      meet("refused");
      meet("timeout");
    }

    // Then
    assertThat(warnings()).isEqualTo(2);
  }

  @Test
  void causesThatAreDifferentEachTimeAreAllToldAndNotAllKept() {
    // When
    IntStream.range(0, 1_000).forEach(number -> meet("port " + number));

    // Then
    assertThat(warnings()).isEqualTo(1_000);
    meet("port 0");
    assertThat(warnings()).isEqualTo(1_001);
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
