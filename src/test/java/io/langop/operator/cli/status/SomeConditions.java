package io.langop.operator.cli.status;

import java.util.Map;

/** Conditions as they stand in a status. */
final class SomeConditions {

  static final String SINCE = "2026-01-01T00:00:00Z";

  private SomeConditions() {}

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
