package io.langop.operator.cli.status;

import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import java.util.Map;

/** Conditions as they stand in a status, and a PowerTool to try them. */
final class SomeConditions {

  static final String SINCE = "2026-01-01T00:00:00Z";

  private SomeConditions() {}

  /** A PowerTool with this status. */
  static StoredResource run(Map<String, Object> status) {
    return new StoredResource(
        ResourceKind.POWER_TOOL,
        "demo",
        "run",
        1,
        SINCE,
        false,
        Map.of("profiler", Map.of("tool", "aperf")),
        status);
  }

  static Map<String, Object> condition(String type, String status, String reason, String message) {
    return Map.of(
        "type",
        type,
        "status",
        status,
        "reason",
        reason,
        "message",
        message,
        "lastTransitionTime",
        SINCE);
  }
}
