package io.langop.operator.event;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.api.condition.Reason;
import io.langop.operator.config.OperatorConfig;
import io.langop.operator.leader.Leadership;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes Kubernetes Events, best effort: a caller never waits, one thread writes at a bounded rate,
 * and what does not fit the bounded queue is dropped and counted. A standby holds its events back,
 * in case that nobody else is there to write them.
 */
@ApplicationScoped
public class EventPublisher {

  /** The type of an event, as Kubernetes spells it. */
  public enum Type {
    Normal,
    Warning
  }

  private static final Logger LOG = Logger.getLogger(EventPublisher.class);
  private static final String CONFIG_MAP = "ConfigMap";

  private final KubernetesClient client;
  private final Clock clock;
  private final EventQueue queue;
  private final long nanosBetweenEvents;
  private final Counter dropped;
  private final Leadership leadership;
  private final HeldEvents held;
  private final Thread writer = new Thread(this::write, "event-writer");

  public EventPublisher(
      KubernetesClient client,
      OperatorConfig config,
      MeterRegistry registry,
      Leadership leadership,
      Clock clock) {
    this.client = client;
    this.clock = clock;
    this.queue = new EventQueue(config.events().queueSize());
    this.nanosBetweenEvents =
        TimeUnit.SECONDS.toNanos(1) / Math.max(1, config.events().perSecond());
    this.dropped =
        Counter.builder("language_operator_events_dropped")
            .description("Kubernetes Events that were not written, for the sake of the rate limit")
            .register(registry);
    this.leadership = leadership;
    this.held = new HeldEvents(config.leaderElection().leaseDuration());
  }

  @PostConstruct
  void start() {
    leadership.onTakeOver(this::tellWhatWasHeld);
    if (leadership.isLeader()) {
      tellWhatWasHeld();
    }
    writer.setDaemon(true);
    writer.start();
  }

  /** Drops what has not been written; to be called while the client can still be used. */
  @PreDestroy
  public void stop() {
    writer.interrupt();
  }

  /**
   * Queues an event on {@code subject} and returns at once. An event on a ConfigMap concerns all
   * resources, so it goes before those on single resources.
   *
   * @param subject the object that the event is about; nothing happens when it is {@code null}
   */
  public void publish(HasMetadata subject, Type type, Reason reason, String message) {
    publish(subject, type, reason, message, message);
  }

  /**
   * The same for a message that another replica may word otherwise.
   *
   * @param what tells this event from others with this reason on this version of the subject
   */
  public void publish(HasMetadata subject, Type type, Reason reason, String message, String what) {
    if (subject == null) {
      return;
    }
    Event event = EventFactory.event(subject, type, reason, message, what, clock.instant());
    if (!held.hold(event)) {
      queue(event);
    }
  }

  private void tellWhatWasHeld() {
    held.release().forEach(this::queue);
  }

  private void queue(Event event) {
    boolean goesFirst = CONFIG_MAP.equals(event.getInvolvedObject().getKind());
    dropped.increment(queue.add(event, goesFirst));
  }

  private void write() {
    try {
      long lastTook = 0;
      while (!Thread.currentThread().isInterrupted()) {
        Event event = queue.take();
        // Waits before it writes, not after: the verdicts of the same edit are written now.
        TimeUnit.NANOSECONDS.sleep(nanosBetweenEvents - lastTook);
        long started = System.nanoTime();
        create(event);
        lastTook = System.nanoTime() - started;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (RuntimeException e) { // whatever it is, the next event may be luckier
      boolean writtenByAnother =
          e instanceof KubernetesClientException k
              && k.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!writtenByAnother) {
        dropped.increment();
        LOG.debugf("Event was not written: %s", e.getMessage());
      }
    }
  }
}
