package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.api.condition.EventReason;
import io.langop.operator.api.condition.Reason;
import io.langop.operator.api.condition.RunCondition;
import io.langop.operator.api.condition.RunReason;
import io.langop.operator.api.condition.TargetReason;
import io.langop.operator.api.condition.WorkloadCondition;
import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.api.toe.v1alpha1.TargetStatus;
import io.langop.operator.status.Conditions;
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
    // When
    String page = Sources.read(REFERENCE.resolve("status.md"));

    // Then
    assertThat(WorkloadReason.values())
        .allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
  }

  @Test
  void everyReasonOfARunIsDocumented() {
    // When
    String page = Sources.read(REFERENCE.resolve("powertool.md"));

    // Then
    assertThat(RunReason.values())
        .allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
    assertThat(TargetReason.values())
        .allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
  }

  @Test
  void everyTypeOfAConditionIsDocumented() {
    // When
    String workloads = Sources.read(REFERENCE.resolve("status.md"));
    String runs = Sources.read(REFERENCE.resolve("powertool.md"));

    // Then
    assertThat(WorkloadCondition.values())
        .allSatisfy(type -> assertThat(workloads).contains("## Condition " + type));
    assertThat(RunCondition.values())
        .allSatisfy(type -> assertThat(runs).contains("| `" + type + "` |"));
  }

  /** A second spelling of a word could change alone. */
  @Test
  void noOtherSourceSpellsAReasonOrATypeOfACondition() {
    // Given the words that name nothing else, such as a phase
    Set<String> words =
        Stream.<Enum<?>[]>of(
                WorkloadReason.values(),
                RunReason.values(),
                TargetReason.values(),
                EventReason.values(),
                WorkloadCondition.values(),
                RunCondition.values())
            .flatMap(Stream::of)
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Stream.<Enum<?>[]>of(
            WorkloadStatus.Phase.values(),
            PowerToolStatus.Phase.values(),
            TargetStatus.State.values(),
            Conditions.Status.values())
        .flatMap(Stream::of)
        .map(Enum::name)
        .forEach(words::remove);

    // When the literals of the sources are read, but for columns of kubectl, which are constants,
    // and recorded answers of a server
    String sources =
        Sources.allMain()
            .replaceAll("(?s)\"\"\".*?\"\"\"", "")
            .replaceAll("name = \"Ready\"", "")
            .replaceAll("(?s)COLUMNS =.*?;", "");

    // Then
    assertThat(Sources.find("\"(\\w+)\"", sources)).doesNotContainAnyElementsOf(words);
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
    // Given the events with a reason of their own
    Set<String> reasons = words(EventReason.values());
    // and the verdicts and what stands in the way of a workload or makes it unreadable
    reasons.addAll(
        words(
            WorkloadReason.RegistryAllowed,
            WorkloadReason.RegistryNotAllowed,
            WorkloadReason.DigestRequired,
            WorkloadReason.InvalidImageReference,
            WorkloadReason.AllowlistUnavailable,
            WorkloadReason.ForeignContainers,
            WorkloadReason.UnreadableResource));
    // and the reasons of the condition Complete, but for a run that is in progress
    reasons.addAll(words(RunReason.values()));
    reasons.removeAll(
        words(
            RunReason.ToolFound, RunReason.PodsFound, RunReason.NotStarted, RunReason.InProgress));

    // When
    String page = Sources.read(REFERENCE.resolve("events.md"));
    Set<String> documented = Sources.find("(?m)^\\| (?:Normal|Warning) \\| `(\\w+)`", page);

    // Then
    assertThat(documented)
        .describedAs("Write a row for each event in docs/reference/events.md")
        .isEqualTo(reasons);
  }

  private static Set<String> words(Reason... reasons) {
    return Stream.of(reasons).map(Reason::name).collect(Collectors.toCollection(TreeSet::new));
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
