package io.langop.operator.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules in a PrometheusRule. */
final class Rules {
  private Rules() {}

  static List<Map<String, Object>> of(Map<String, Object> prometheusRule) {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (Object group : list(map(prometheusRule.get("spec")).get("groups"))) {
      list(map(group).get("rules")).forEach(rule -> rules.add(map(rule)));
    }
    return rules;
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // a JSON array
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
