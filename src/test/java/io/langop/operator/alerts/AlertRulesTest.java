package io.langop.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.alerts.AlertRules.Alert;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people who override, route or read the alerts can rely on. */
class AlertRulesTest {

  @Test
  void theseAreTheAlerts() {
    // Then
    assertThat(AlertRules.names())
        .containsExactlyInAnyOrder(
            "ImageBlocked",
            "ImageBlockedSpike",
            "AllowlistUnavailable",
            "AllowlistInvalidEntries",
            "AllowlistChanged",
            "AllowlistEntryEnding",
            "AdmissionOutOfSync",
            "PodsNotAllowed",
            "CatalogUnavailable",
            "CatalogInvalidEntries",
            "ProfilerImageChanged",
            "SettingsUnavailable",
            "SettingsInvalidEntries",
            "ProfilerSettingsChanged",
            "PowerToolFailed",
            "PolicyStale",
            "PolicyPropagationSlow",
            "ReconcileErrors",
            "WatchInterrupted",
            "UnreadableResources",
            "OperatorDown",
            "NoLeader",
            "OperatorReplicaDown",
            "TwoLeaders",
            "EventsDropped",
            "SeriesOverflow");
  }

  @Test
  void aNumberAtTheEndOfAnExpressionIsAThresholdAndNothingElse() {
    // When
    Set<String> withNumber =
        AlertRules.all().stream()
            .filter(alert -> alert.expr().strip().matches("(?s).* [<>] \\d+"))
            .map(Alert::alert)
            .collect(Collectors.toSet());

    // Then the others end with a bracket, so nobody takes what is there for a threshold
    assertThat(withNumber)
        .containsExactlyInAnyOrder(
            "ImageBlockedSpike",
            "AllowlistInvalidEntries",
            "AllowlistChanged",
            "AllowlistEntryEnding",
            "PodsNotAllowed",
            "CatalogInvalidEntries",
            "ProfilerImageChanged",
            "SettingsInvalidEntries",
            "ProfilerSettingsChanged",
            "PowerToolFailed",
            "PolicyStale",
            "PolicyPropagationSlow",
            "ReconcileErrors",
            "WatchInterrupted",
            "UnreadableResources",
            "OperatorReplicaDown",
            "TwoLeaders",
            "EventsDropped",
            "SeriesOverflow");
    assertThat(AlertRules.all())
        .filteredOn(alert -> !withNumber.contains(alert.alert()))
        .allSatisfy(alert -> assertThat(alert.expr().strip()).endsWith(")"));
  }

  @Test
  void noCommandAsksOnlyOneOfSeveralReplicasForItsLog() {
    assertThat(AlertRules.text())
        .doesNotContain("logs deployment/")
        .containsPattern("logs -n [^\\n]+\\n +-l [^ ]+ --prefix --tail=-1");
  }

  @ParameterizedTest
  @MethodSource("io.langop.operator.alerts.AlertRules#names")
  void everyAlertHasASeverityAndSaysWhatItIsAndWhatToDoNext(String name) {
    // When
    Alert alert = AlertRules.named(name);

    // Then
    assertThat(alert.labels()).containsOnlyKeys("severity");
    assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
    assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
    assertThat(alert.annotations().get("summary")).isNotBlank().doesNotEndWith(".");
    assertThat(alert.annotations().get("description")).contains("kubectl ");
    assertThat(alert.annotations().get("runbook_url"))
        .isEqualTo(AlertRules.RUNBOOKS + name + ".md");
  }
}
