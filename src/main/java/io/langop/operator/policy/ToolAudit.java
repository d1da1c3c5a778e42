package io.langop.operator.policy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.langop.operator.api.condition.Reason;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.event.EventPublisher.Type;
import io.langop.operator.metrics.PolicyMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The audit trail of a ConfigMap whose keys are tools: log, events on the ConfigMap, metrics. */
final class ToolAudit {

  private static final Logger LOG = Logger.getLogger(ToolAudit.class);

  private final String namespace;
  private final String name;
  private final EventPublisher events;
  private final PolicyMetrics metrics;
  private final Map<EditKind, Counter> changes = new EnumMap<>(EditKind.class);
  private ConfigMap subject;

  /**
   * One kind of news.
   *
   * @param limit how many get an event of their own; the log has them all
   * @param logged what stands before a message in the log
   * @param further what is said of the rest, with a place for its number
   */
  record News(Type type, Reason reason, int limit, String logged, String further) {}

  ToolAudit(
      String policy, String namespace, String name, EventPublisher events, MeterRegistry registry) {
    this.namespace = namespace;
    this.name = name;
    this.events = events;
    this.metrics = new PolicyMetrics(registry, policy);
    this.subject = new ConfigMapBuilder().withNewMetadata().endMetadata().build();
    for (EditKind kind : EditKind.values()) {
      changes.put(
          kind,
          Counter.builder("language_operator_" + policy + "_changes")
              .description("Entries of the %s that edits changed since the start".formatted(policy))
              .tag("change", kind.name())
              .register(registry));
    }
  }

  /**
   * What was read.
   *
   * @param configMap {@code null} when there is none
   */
  void read(ConfigMap configMap, int entries, int invalid) {
    about(configMap);
    metrics.loaded(entries, invalid);
  }

  /** Nothing could be read, or there is nothing to decide by. */
  void unavailable(ConfigMap configMap, String message) {
    about(configMap);
    LOG.warn(message);
    metrics.unavailable();
  }

  /** One entry was edited. */
  void changed(EditKind kind) {
    changes.get(kind).increment();
  }

  void tell(News news, List<String> messages) {
    Logger.Level level = news.type() == Type.Warning ? Logger.Level.WARN : Logger.Level.INFO;
    messages.forEach(message -> LOG.logf(level, "%s %s", news.logged(), message));
    messages.stream().limit(news.limit()).forEach(message -> publish(news, message));
    if (messages.size() > news.limit()) {
      publish(news, news.further().formatted(messages.size() - news.limit()));
    }
  }

  private void publish(News news, String message) {
    events.publish(subject, news.type(), news.reason(), message);
  }

  /** That all went with the ConfigMap belongs to its audit trail too. */
  private void about(ConfigMap configMap) {
    subject =
        configMap != null
            ? configMap
            : new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withUid(subject.getMetadata().getUid())
                .withResourceVersion(subject.getMetadata().getResourceVersion())
                .endMetadata()
                .build();
  }
}
