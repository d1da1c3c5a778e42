package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.reading.UnreadableReporter;
import java.nio.file.Path;
import java.util.List;
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
          "(?:(Gauge|Counter|Timer|registry)\\s*\\.(?:builder|counter)|(?<=\\s)gauge)\\(\\s*"
              + "(PREFIX \\+ |prefix \\+ |\"language_operator_\" \\+ policy \\+ )?\"([a-z_]+)\"");

  /** Those with a series for each of many things, and one for those without. */
  private static final Pattern BOUNDED_SERIES =
      Pattern.compile("new BoundedSeries<>\\(\\s*registry,\\s*PREFIX \\+ \"([a-z_]+)\"");

  /** The ConfigMaps that are watched, each with the same family of metrics. */
  private static final List<String> POLICIES = List.of("allowlist", "catalog", "settings");

  @Test
  void everyMetricIsDocumentedAndNoOther() {
    // Given the meters that the sources register, by the names that Prometheus sees
    Set<String> registered = new TreeSet<>();
    for (String source :
        new String[] {"admission", "audit", "metrics", "policy", "event", "powertool", "reading"}) {
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
  void everyReasonOfARunIsDocumented() {
    // Given what conditions and targets of PowerTools give as reasons
    Set<String> reasons = new TreeSet<>(reasonsOfRuns());
    for (String source : new String[] {"Injector", "Selection", "TargetObserver", "Deadline"}) {
      reasons.addAll(
          Sources.find(
              "failed\\(\\s*\"(\\w+)\"",
              Sources.read(Sources.MAIN.resolve("powertool/" + source + ".java"))));
    }

    // When the page is read
    String page = Sources.read(REFERENCE.resolve("powertool.md"));

    // Then
    assertThat(reasons)
        .contains("ToolNotFound", "NoMatchingPods", "InjectionRefused", "DeadlineExceeded")
        .allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
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
    // and what stands in the way of a workload
    reasons.addAll(
        Sources.find(
            "FOREIGN_CONTAINERS = \"(\\w+)\"",
            Sources.read(Sources.MAIN.resolve("workload/Problem.java"))));
    // and what becomes of runs, which are events but for the tool that is found
    reasons.addAll(reasonsOfRuns());
    reasons.remove("ToolFound");
    reasons.add(UnreadableReporter.REASON);

    // When
    String page = Sources.read(REFERENCE.resolve("events.md"));
    Set<String> documented = Sources.find("(?m)^\\| (?:Normal|Warning) \\| `(\\w+)`", page);

    // Then
    assertThat(documented)
        .describedAs("Write a row for each event in docs/reference/events.md")
        .isEqualTo(reasons);
  }

  private static Set<String> reasonsOfRuns() {
    Set<String> reasons =
        Sources.find(
            "(?:return |[A-Z]\\()\"(\\w+)\"[;,]",
            Sources.read(Sources.MAIN.resolve("catalog/Resolution.java")));
    reasons.addAll(
        Sources.find(
            "\"([A-Z]\\w+)\"[,;]", Sources.read(Sources.MAIN.resolve("powertool/Obstacle.java"))));
    reasons.addAll(Set.of("Completed", "TargetsFailed"));
    reasons.addAll(
        Sources.find(
            "\"(\\w+(?:Refused|Failed|Error))\"",
            Sources.read(Sources.MAIN.resolve("powertool/Failure.java"))));
    return reasons;
  }

  private static Set<String> meters(String directory) {
    Set<String> names = new TreeSet<>();
    String[] files = Sources.MAIN.resolve(directory).toFile().list();
    for (String file : files) {
      String source = Sources.read(Sources.MAIN.resolve(directory).resolve(file));
      String prefix =
          Sources.find("String PREFIX = \"(\\w+)\"", source).stream().findFirst().orElse("");
      METER
          .matcher(source)
          .results()
          .forEach(meter -> names.addAll(prometheusNames(meter, prefix)));
      Sources.find(BOUNDED_SERIES.pattern(), source).stream()
          .map(name -> prefix + name)
          .forEach(name -> names.addAll(List.of(name, name + "_overflow")));
    }
    return names;
  }

  private static List<String> prometheusNames(MatchResult meter, String prefix) {
    if (meter.group(1) == null) { // by a method of the class, which adds the prefix
      return List.of(prefix + meter.group(3));
    }
    if (meter.group(2) == null || meter.group(2).startsWith("PREFIX")) {
      return List.of(prometheusName(meter, meter.group(2) == null ? "" : prefix));
    }
    return POLICIES.stream()
        .map(policy -> prometheusName(meter, "language_operator_" + policy + "_"))
        .toList();
  }

  private static String prometheusName(MatchResult meter, String prefix) {
    String name = (prefix + meter.group(3)).replace("__", "_");
    return switch (meter.group(1)) {
      case "Counter", "registry" -> name + "_total";
      case "Timer" -> name + "_seconds";
      default -> name;
    };
  }
}
