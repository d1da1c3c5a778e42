package io.langop.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.client.ProblemLog;
import io.langop.operator.client.ServerMessage;
import io.langop.operator.config.OperatorConfig;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes part in the election of the leader: of all replicas the one leads that holds the Lease. A
 * leader that cannot renew it in time ends its process, before another one can take over.
 */
@Singleton
public final class LeaderElection {

  private static final Logger LOG = Logger.getLogger(LeaderElection.class);

  /** A standby looks this many times in the time in which a leader renews once. */
  private static final int LOOKS = 4;

  private final OperatorConfig.LeaderElection config;
  private final Duration shutdownTimeout;
  private final Leadership leadership;
  private final Leases leases;
  private final ProblemLog problems = new ProblemLog(LOG);
  private final RenewDeadline deadline = new RenewDeadline();
  private final CountDownLatch end = new CountDownLatch(1);

  /** Begins with the name of the pod; the rest tells apart the processes that run in it in turn. */
  private final String identity =
      Optional.ofNullable(System.getenv("HOSTNAME")).orElse("language-operator")
          + "_"
          + UUID.randomUUID();

  private volatile Holder holder = Holder.NOBODY;
  private volatile boolean stopping;
  private boolean elected;

  LeaderElection(KubernetesClient client, OperatorConfig config, Leadership leadership) {
    this.config = config.leaderElection();
    this.shutdownTimeout = config.shutdownTimeout();
    this.leadership = leadership;
    this.leases = new Leases(client, this.config, identity);
  }

  /** Whether there is an election at all. */
  public boolean isEnabled() {
    return config.enabled();
  }

  /** Who leads, as far as this process knows; empty when nobody does. */
  public String leader() {
    return holder.name();
  }

  /** Begins to take part; to be called when this process would know what to do as a leader. */
  public void start() {
    if (!isEnabled()) {
      return;
    }
    Thread thread = new Thread(this::takePart, "leader-election");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Ends what this process does, and then its leadership. If something is still being done when the
   * time is up, the Lease is not released: it runs out after this process.
   */
  public void stop() {
    stopping = true;
    boolean idle = leadership.resign(shutdownTimeout);
    end.countDown();
    if (idle) {
      release();
    } else {
      LOG.warnf(
          "Something was still being done after %d seconds; it is dropped",
          shutdownTimeout.toSeconds());
    }
  }

  private void takePart() {
    try {
      do {
        attempt();
      } while (!end.await(pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pause() {
    return elected ? config.retryPeriod() : config.retryPeriod().dividedBy(LOOKS);
  }

  private synchronized void attempt() {
    if (end.getCount() == 0) {
      return;
    }
    try {
      if (elected) {
        renew();
      } else if (!stopping) {
        stand();
      }
      problems.end();
    } catch (RuntimeException e) { // whatever it is, it must not end a standby for good
      boolean wasSlower =
          e instanceof KubernetesClientException k
              && k.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!wasSlower) {
        problem(e);
      }
    }
  }

  private void stand() {
    long asked = System.nanoTime();
    Optional<Lease> read = look();
    if (ElectionStep.ofStandby(holder, identity, System.nanoTime()) == ElectionStep.WAIT) {
      return;
    }
    leases.take(read);
    long until = asked + config.renewDeadline().toNanos();
    deadline.set(until);
    elected = true;
    LOG.infof("This replica leads: %s", identity);
    leadership.lead(until);
    holder = new Holder(identity, "", config.leaseDuration(), asked);
  }

  private void renew() {
    long asked = System.nanoTime();
    Optional<Lease> read = look();
    switch (ElectionStep.ofLeader(read.isPresent(), holder, identity)) {
      case RENEW -> leases.renew(read.orElseThrow());
      case TAKE -> leases.take(read);
      default -> RenewDeadline.end("the holder of the Lease is now '%s'".formatted(holder.name()));
    }
    long until = asked + config.renewDeadline().toNanos();
    deadline.set(until);
    leadership.renewed(until);
  }

  private Optional<Lease> look() {
    Optional<Lease> read = leases.read();
    String before = holder.name();
    holder = holder.after(read, config.leaseDuration(), System.nanoTime());
    boolean another = !holder.name().isEmpty() && !holder.name().equals(identity);
    if (!elected && another && !holder.name().equals(before)) {
      LOG.infof("This replica is on standby; '%s' leads", holder.name());
    }
    return read;
  }

  private synchronized void release() {
    deadline.clear();
    if (!elected) {
      return;
    }
    try {
      if (leases.release()) {
        LOG.info("This replica leads no more; another one may take over at once");
      }
    } catch (RuntimeException e) {
      LOG.warnf(
          "The Lease could not be released and runs out after %d seconds: %s",
          config.leaseDuration().toSeconds(), ServerMessage.of(e));
    }
  }

  private void problem(RuntimeException e) {
    String cause = ServerMessage.of(e);
    problems.tell(
        Logger.Level.WARN,
        cause,
        "Lease %s/%s cannot be read or written, so this replica %s: %s"
            .formatted(
                config.namespace(),
                config.leaseName(),
                elected ? "will not lead much longer" : "stays on standby",
                cause));
  }
}
