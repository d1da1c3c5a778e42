package io.langop.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.RegistryAllowlist;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowlistReporterTest {

  /** Longer messages of events are cut by the API server's rules. */
  private static final int LONGEST_EVENT = 1_024;

  @Test
  void theNumbersOfAnEditAreToldHoweverLongItsEntriesAre() {
    // Given lines with a dozen namespaces each, of which all are replaced
    AllowlistSnapshot before = list("before");
    AllowlistSnapshot after = list("after");

    // When
    String message = AllowlistReporter.changeMessage(before, after, List.of());

    // Then
    assertThat(message)
        .hasSizeLessThan(LONGEST_EVENT)
        .startsWith("added: after-0.io{namespaces=")
        .contains(" more; removed: before-0.io{namespaces=")
        .endsWith(" more; 0 resources blocked, 0 unblocked");
  }

  private static AllowlistSnapshot list(String name) {
    String namespaces =
        IntStream.range(0, 12).mapToObj(i -> "team-number-" + i).collect(Collectors.joining(","));
    String text =
        IntStream.range(0, 5)
            .mapToObj(i -> name + "-" + i + ".io namespaces=" + namespaces)
            .collect(Collectors.joining("\n"));
    return new AllowlistSnapshot.Loaded(1, text, RegistryAllowlist.parse(text, Instant.EPOCH));
  }
}
