package io.langop.operator.event;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.langop.operator.api.condition.Reason;
import io.langop.operator.event.EventPublisher.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes the objects that the API server stores as events. */
final class EventFactory {

  private static final String COMPONENT = "language-operator";

  /** The API server refuses longer messages. */
  private static final int MAX_MESSAGE_LENGTH = 1024;

  private EventFactory() {}

  /**
   * @param what tells this event from others with this reason on this version of the subject
   */
  static Event event(
      HasMetadata subject, Type type, Reason reason, String message, String what, Instant now) {
    boolean shared = subject instanceof ConfigMap; // every replica sees it
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(shared ? EventName.of(subject, reason.name(), what) : null)
        .withGenerateName(shared ? null : subject.getMetadata().getName() + ".")
        .withNamespace(subject.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(subject.getApiVersion())
        .withKind(subject.getKind())
        .withNamespace(subject.getMetadata().getNamespace())
        .withName(subject.getMetadata().getName())
        .withUid(subject.getMetadata().getUid())
        .withResourceVersion(subject.getMetadata().getResourceVersion())
        .endInvolvedObject()
        .withType(type.name())
        .withReason(reason.name())
        .withMessage(
            message.length() <= MAX_MESSAGE_LENGTH
                ? message
                : message.substring(0, MAX_MESSAGE_LENGTH - 1) + "…")
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(COMPONENT)
        .build();
  }
}
