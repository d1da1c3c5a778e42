package io.langop.operator.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.langop.operator.allowlist.TextHash;
import io.langop.operator.allowlist.Verdict;
import io.langop.operator.api.Labels;
import io.langop.operator.image.VisibleText;
import io.langop.operator.policy.AllowlistSnapshot;
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

  /** Of all results, as JSON. */
  private static final int MOST_CHARACTERS = 256 << 10;

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
    content.put(RESULTS, decided ? results(namespace, report.pods(), allowlist) : List.of());
    return content;
  }

  /** Users choose how long names are; the API server stores no object of more than 1.5 MB. */
  private static List<Map<String, Object>> results(
      String namespace, List<NamespaceReport.RefusedPod> pods, AllowlistSnapshot allowlist) {
    List<Map<String, Object>> results = new ArrayList<>();
    int size = 0;
    for (NamespaceReport.RefusedPod pod : pods) {
      Map<String, Object> result = result(namespace, pod, allowlist);
      size += text(result).length();
      if (size > MOST_CHARACTERS) {
        break;
      }
      results.add(result);
    }
    return results;
  }

  private static Map<String, Object> result(
      String namespace, NamespaceReport.RefusedPod pod, AllowlistSnapshot allowlist) {
    Verdict verdict = allowlist.decide(pod.images().get(0), namespace);
    int more = pod.images().size() - 1;
    Map<String, Object> result = new HashMap<>();
    result.put("source", Labels.OPERATOR);
    result.put("policy", "registry-allowlist");
    result.put("rule", verdict.reason().name());
    result.put("category", "Supply Chain Security");
    result.put("severity", "medium");
    result.put("result", "fail");
    result.put("scored", true);
    result.put(
        "message",
        verdict.message()
            + (more > 0 ? " (and %d more image%s)".formatted(more, more == 1 ? "" : "s") : ""));
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
    return TextHash.sha256(text(content));
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps, lists and texts are JSON", e);
    }
  }
}
