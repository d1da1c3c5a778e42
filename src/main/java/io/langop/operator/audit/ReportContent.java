package io.langop.operator.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.langop.operator.allowlist.TextHash;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.image.VisibleText;
import io.langop.operator.policy.AllowlistSnapshot;
import io.langop.operator.workload.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What stands in a report, but for its metadata, as nested maps. There is no time in it: what is
 * the same now as before is the same text.
 */
final class ReportContent {

  /** As many results as a report has; the counts in its summary are about all pods. */
  static final int MOST_RESULTS = 100;

  /** As many images as a result names. */
  private static final int MOST_IMAGES = 10;

  private static final String SUMMARY = "summary";
  private static final String RESULTS = "results";
  private static final String SCOPE = "scope";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private ReportContent() {}

  /**
   * @param allowlist gives the words; without a list nothing could be decided, and the report says
   *     so
   */
  static Map<String, Object> of(
      String namespace, NamespaceReport report, AllowlistSnapshot allowlist) {
    boolean decided = allowlist instanceof AllowlistSnapshot.Loaded;
    Map<String, Object> content = new HashMap<>();
    content.put(SCOPE, Map.of("apiVersion", "v1", "kind", "Namespace", "name", namespace));
    content.put(
        SUMMARY,
        Map.of(
            "pass", decided ? report.allowed() : 0,
            "fail", decided ? report.refused() : 0,
            "warn", 0,
            "error", decided ? 0 : report.allowed() + report.refused(),
            "skip", 0));
    content.put(
        RESULTS,
        decided
            ? report.pods().stream().map(pod -> result(namespace, pod, allowlist)).toList()
            : List.of());
    return content;
  }

  private static Map<String, Object> result(
      String namespace, NamespaceReport.RefusedPod pod, AllowlistSnapshot allowlist) {
    Verdict verdict = allowlist.decide(pod.images().get(0), namespace);
    int more = pod.images().size() - 1;
    Map<String, Object> result = new HashMap<>();
    result.put("source", Labels.OPERATOR);
    result.put("policy", "registry-allowlist");
    result.put("rule", verdict.reason());
    result.put("category", "Supply Chain Security");
    result.put("severity", "medium");
    result.put("result", "fail");
    result.put("scored", true);
    result.put(
        "message", verdict.message() + (more > 0 ? " (and %d more images)".formatted(more) : ""));
    result.put(
        "resources",
        List.of(
            Map.of("apiVersion", "v1", "kind", "Pod", "namespace", namespace, "name", pod.name())));
    result.put("properties", Map.of("images", images(pod)));
    return result;
  }

  private static String images(NamespaceReport.RefusedPod pod) {
    return pod.images().stream()
        .limit(MOST_IMAGES)
        .map(VisibleText::of)
        .collect(Collectors.joining(", "));
  }

  /** A short text that is the same for the same content, of the fields of a report. */
  static String hash(Map<String, Object> fields) {
    List<Object> content = new ArrayList<>();
    List.of(SCOPE, SUMMARY, RESULTS)
        .forEach(field -> content.add(fields.getOrDefault(field, List.of())));
    try {
      return TextHash.sha256(JSON.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps, lists and texts are JSON", e);
    }
  }
}
