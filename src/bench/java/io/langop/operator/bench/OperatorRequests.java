package io.langop.operator.bench;

import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the requests of one ServiceAccount at the API server. The server's request metrics do not
 * tell who asked, but those of its flow control tell which FlowSchema a request matched; so each
 * sort of request gets a FlowSchema, at the priority that it would have anyway.
 */
final class OperatorRequests {

  private static final String PREFIX = "bench-";
  private static final String METRIC = "apiserver_flowcontrol_dispatched_requests_total{";
  private static final Pattern SAMPLE =
      Pattern.compile(".*flow_schema=\"" + PREFIX + "([^\"]+)\".* (\\S+)");
  private static final int FIRST_PRECEDENCE = 100;
  private static final String ANY = "*";

  /** A sort of request; the first that matches counts. */
  enum Sort {
    STATUS_WRITES("patch", "langop.io", "languageagents/status"),
    DEPLOYMENT_WRITES("patch", "apps", "deployments"),
    DEPLOYMENT_READS("get", "apps", "deployments"),
    EVENTS("create", "", "events"),
    LISTS("list", ANY, ANY),
    WATCHES("watch", ANY, ANY),
    OTHERS(ANY, ANY, ANY);

    private final String verb;
    private final String group;
    private final String resource;

    Sort(String verb, String group, String resource) {
      this.verb = verb;
      this.group = group;
      this.resource = resource;
    }

    private String schema() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Sort ofSchema(String schema) {
      return valueOf(schema.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** In words, after a number. */
    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final KubernetesClient client;

  OperatorRequests(KubernetesClient client) {
    this.client = client;
  }

  /** Starts counting; takes effect within seconds. */
  void install(String namespace, String serviceAccount) {
    for (Sort sort : Sort.values()) {
      client.resource(schema(sort, namespace, serviceAccount)).create();
    }
  }

  private static FlowSchema schema(Sort sort, String namespace, String serviceAccount) {
    return new FlowSchemaBuilder()
        .withNewMetadata()
        .withName(PREFIX + sort.schema())
        .endMetadata()
        .withNewSpec()
        .withMatchingPrecedence(FIRST_PRECEDENCE + sort.ordinal())
        .withNewPriorityLevelConfiguration("workload-high")
        .withNewDistinguisherMethod("ByUser")
        .addNewRule()
        .addNewSubject()
        .withKind("ServiceAccount")
        .withNewServiceAccount(serviceAccount, namespace)
        .endSubject()
        .addNewResourceRule()
        .withVerbs(sort.verb)
        .withApiGroups(sort.group)
        .withResources(sort.resource)
        .withNamespaces(ANY)
        .withClusterScope(true)
        .endResourceRule()
        .endRule()
        .endSpec()
        .build();
  }

  /** How many there were of each sort since the API server was started. */
  Map<Sort, Long> count() {
    Map<Sort, Long> counts = new LinkedHashMap<>();
    List.of(Sort.values()).forEach(sort -> counts.put(sort, 0L));
    client
        .raw("/metrics")
        .lines()
        .filter(line -> line.startsWith(METRIC))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(
            sample ->
                counts.put(
                    Sort.ofSchema(sample.group(1)),
                    Math.round(Double.parseDouble(sample.group(2)))));
    return counts;
  }

  /** How many there were between two counts. */
  static Map<Sort, Long> between(Map<Sort, Long> before, Map<Sort, Long> after) {
    Map<Sort, Long> difference = new LinkedHashMap<>(after);
    difference.replaceAll((sort, count) -> count - before.get(sort));
    return difference;
  }
}
