package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KwokProcessTest {
  private static final long NO_PROCESS = Long.MAX_VALUE;

  @TempDir Path cluster;
  private KwokProcess process;

  @BeforeEach
  void makeDirectory() throws IOException {
    Files.createDirectory(cluster.resolve("pids"));
    process = new KwokProcess(cluster, "etcd");
  }

  @Test
  void whatWasNeverStartedIsNotDead() {
    assertThat(process.dead()).isFalse();
    assertThat(process.running()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'', false", "' ', false", NO_PROCESS + ", true"})
  void whatIsBeingStartedIsNotDeadBeforeItsNumberIsWritten(String number, boolean dead)
      throws IOException {
    // When
    Files.writeString(cluster.resolve("pids/etcd.pid"), number);

    // Then
    assertThat(process.dead()).isEqualTo(dead);
    assertThat(process.running()).isFalse();
  }

  @Test
  void aProcessThatRunsIsTold() throws IOException {
    // When
    Files.writeString(
        cluster.resolve("pids/etcd.pid"), ProcessHandle.current().pid() + System.lineSeparator());

    // Then
    assertThat(process.running()).isTrue();
    assertThat(process.dead()).isFalse();
  }
}
