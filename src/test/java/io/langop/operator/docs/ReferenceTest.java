package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference pages name exactly what the code has. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("docs/reference");
  private static final Pattern METER =
      Pattern.compile(
          "(Gauge|Counter|Timer|registry)\\s*\\.(?:builder|counter)\\(\\s*(PREFIX \\+ )?\"([a-z_]+)\"");

  @Test
  void everyMetricIsDocumentedAndNoOther() {
    // Given the meters that the sources register, by the names that Prometheus sees
    Set<String> registered = new TreeSet<>();
    for (String source : new String[] {"metrics", "policy", "event"}) {
      registered.addAll(meters(source));
    }

    // When the page is read
    String page = Sources.read(REFERENCE.resolve("metrics.md"));
    Set<String> documented = Sources.find("(?m)^\\| `(language_operator_\\w+)`", page);

    // Then
    assertThat(documented)
        .describedAs("Write a row for each metric in docs/reference/metrics.md")
        .isEqualTo(registered);
  }

  @Test
  void everyReasonOfAConditionIsDocumented() {
    // Given the CamelCase words of the classes that make conditions
    Set<String> reasons = new TreeSet<>();
    for (String source :
        new String[] {
          "allowlist/Verdict.java", "workload/StatusFactory.java", "workload/Problem.java"
        }) {
      reasons.addAll(
          Sources.find(
              "\"([A-Z][a-z]+(?:[A-Z][a-z]+)+|Suspended)\"",
              Sources.read(Sources.MAIN.resolve(source))));
    }

    // When the page is read
    String page = Sources.read(REFERENCE.resolve("status.md"));

    // Then
    assertThat(reasons)
        .contains("RegistryNotAllowed", "WorkloadReady", "NameConflict")
        .allSatisfy(reason -> assertThat(page).contains(reason));
  }

  @Test
  void everyPhaseIsDocumented() {
    // Given
    String page = Sources.read(REFERENCE.resolve("status.md"));

    // When
    Set<String> phases =
        Stream.of(WorkloadStatus.Phase.values()).map(Enum::name).collect(Collectors.toSet());

    // Then
    assertThat(phases).allSatisfy(phase -> assertThat(page).contains("| `" + phase + "` |"));
  }

  @Test
  void everyEventIsDocumentedAndNoOther() {
    // Given the events with a reason of their own, and the verdicts, which are events too
    Set<String> reasons =
        Sources.find("(?:Type\\.\\w+, |Type\\.\\w+,\\s+)\"(\\w+)\"", Sources.allMain());
    reasons.addAll(
        Sources.find(
            "return \"(\\w+)\";", Sources.read(Sources.MAIN.resolve("allowlist/Verdict.java"))));

    // When
    String page = Sources.read(REFERENCE.resolve("events.md"));
    Set<String> documented = Sources.find("(?m)^\\| (?:Normal|Warning) \\| `(\\w+)`", page);

    // Then
    assertThat(documented)
        .describedAs("Write a row for each event in docs/reference/events.md")
        .isEqualTo(reasons);
  }

  private static Set<String> meters(String directory) {
    Set<String> names = new TreeSet<>();
    String[] files = Sources.MAIN.resolve(directory).toFile().list();
    for (String file : files) {
      String source = Sources.read(Sources.MAIN.resolve(directory).resolve(file));
      String prefix =
          Sources.find("String PREFIX = \"(\\w+)\"", source).stream().findFirst().orElse("");
      METER.matcher(source).results().forEach(meter -> names.add(prometheusName(meter, prefix)));
    }
    return names;
  }

  private static String prometheusName(MatchResult meter, String prefix) {
    String name = (meter.group(2) == null ? "" : prefix) + meter.group(3);
    return switch (meter.group(1)) {
      case "Counter", "registry" -> name + "_total";
      case "Timer" -> name + "_seconds";
      default -> name;
    };
  }
}
