package io.langop.operator.startup;

import io.javaoperatorsdk.operator.Operator;
import io.langop.operator.admission.CompiledAllowlistWriter;
import io.langop.operator.audit.PodAudit;
import io.langop.operator.event.EventPublisher;
import io.langop.operator.fair.FairExecutor;
import io.langop.operator.leader.LeaderElection;
import io.langop.operator.leader.LeaseTimes;
import io.langop.operator.policy.VerificationTimes;
import io.langop.operator.watch.Informers;
import io.langop.operator.watch.WatchedNamespaces;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Starts and ends what the process is there for, in an order that Quarkus' own start does not know:
 * health is told from the first moment on, while caches of any size are being filled; only who has
 * filled them stands for election; and at the end nobody takes over before all is at rest here.
 */
@ApplicationScoped
class OperatorLifecycle {

  private static final Logger LOG = Logger.getLogger(OperatorLifecycle.class);

  private final Operator operator;
  private final CrdCheck crds;
  private final WatchedNamespaces namespaces;
  private final Informers informers;
  private final LeaderElection election;
  private final LeaseTimes times;
  private final VerificationTimes verification;
  private final EventPublisher events;
  private final CompiledAllowlistWriter admission;
  private final PodAudit audit;
  private volatile boolean stopping;

  OperatorLifecycle(
      Operator operator,
      CrdCheck crds,
      WatchedNamespaces namespaces,
      Informers informers,
      LeaderElection election,
      LeaseTimes times,
      VerificationTimes verification,
      EventPublisher events,
      CompiledAllowlistWriter admission,
      PodAudit audit) {
    this.operator = operator;
    this.crds = crds;
    this.namespaces = namespaces;
    this.informers = informers;
    this.election = election;
    this.times = times;
    this.verification = verification;
    this.events = events;
    this.admission = admission;
    this.audit = audit;
  }

  void onStart(@Observes StartupEvent event) {
    Thread thread = new Thread(this::start, "operator-start");
    thread.setDaemon(true);
    thread.start();
  }

  void onStop(@Observes ShutdownEvent event) {
    stopping = true;
    election.stop();
    events.stop();
    operator.stop();
  }

  private void start() {
    try {
      Optional<String> problem = times.problem().or(verification::problem).or(crds::problem);
      if (problem.isPresent()) {
        end(problem.get(), null);
        return;
      }
      FairExecutor.install(operator);
      namespaces.leaveOutTheMissing();
      operator.start();
      if (!informers.haveSynced()) {
        end("The operator could not read everything in time", null);
        return;
      }
      namespaces.awaitTheMissing();
      admission.start();
      audit.start();
      election.start();
    } catch (RuntimeException e) {
      end("The operator could not be started", e);
    }
  }

  private void end(String why, RuntimeException cause) {
    if (!stopping) {
      LOG.fatal(why, cause);
      Quarkus.asyncExit(1);
    }
  }
}
