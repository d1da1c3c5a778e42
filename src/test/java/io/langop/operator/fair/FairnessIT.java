package io.langop.operator.fair;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.status.Conditions;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.HoldingWebhook;
import io.langop.operator.support.Workloads;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who comes first when one namespace keeps the operator busy. */
@ExtendWith(ClusterExtension.class)
class FairnessIT {
  private static final int MANY = 400;

  /** More than an agent may have at once. */
  private static final int CHANGES = 200;

  private static KubernetesClient client;
  private static TestNamespace busy;
  private static TestNamespace other;
  private static Workloads big;
  private static Workloads small;
  private static OperatorProcess operator;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    client = cluster.adminClient();
    busy = namespace;
    other = TestNamespace.create(client, "small");
    big = new Workloads(client, namespace.name());
    small = new Workloads(client, other.name());
    operator =
        OperatorProcess.with(OperatorInstall.shipped().apply(cluster))
            .start()
            .awaitReady(Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
    if (other != null) {
      other.close();
    }
  }

  @Test
  void anEditElsewhereDoesNotWaitForANamespaceWhoseAgentsAllFlip() {
    // Given
    new Allowlist(client).set("many.example", "small.example");
    List<String> many = big.agents("many", MANY, "many.example/app");
    small.agent("small", "evil.example/app");
    big.awaitAllValidated(many, "True");
    small.awaitValidated("small", "False");

    // When all are blocked, none of which gets to its end, and then one agent elsewhere is allowed
    Flips flips = new Flips();
    Watch watch = client.resources(LanguageAgent.class).inAnyNamespace().watch(flips);
    try (HoldingWebhook statuses = HoldingWebhook.ofAgents(client, busy.name())) {
      new Allowlist(client).set("small.example");
      statuses.awaitHeld();
      small.editImage("small", "small.example/app");
      small.awaitValidated("small", "True");
    }
    Eventually.assertThat(() -> assertThat(flips.order).hasSize(MANY + 1));
    watch.close();

    // Then it is decided before the many, although it came after them
    assertThat(flips.order).startsWith("small");
  }

  @Test
  void anAgentThatChangesWithoutEndIsDecidedLessOftenAndHoldsUpNobody() {
    // Given
    new Allowlist(client).set("small.example");
    big.agent("busy", "small.example/app", 0);
    small.agent("flip", "evil.example/app");
    big.awaitValidated("busy", "True");
    small.awaitValidated("flip", "False");
    Statuses statuses = new Statuses();
    Watch watch = big.agent("busy").watch(statuses);
    try (Changes changes = Changes.of(big.agent("busy"))) {
      changes.await(CHANGES);

      // When
      small.editImage("flip", "small.example/app");
      small.awaitValidated("flip", "True");

      // Then the changes go on after the flip
      int atTheFlip = changes.count();
      changes.await(atTheFlip + 1);
      changes.stop();
      Eventually.assertThat(
          () -> {
            LanguageAgent busy = big.agent("busy").require();
            assertThat(busy.getStatus().getObservedGeneration())
                .isEqualTo(busy.getMetadata().getGeneration());
          });
      assertThat(statuses.observed).isNotEmpty().hasSizeLessThan(changes.count());
    } finally {
      watch.close();
    }
  }

  /** Generations that a status was written for. */
  private static final class Statuses implements Watcher<LanguageAgent> {

    private final Set<Long> observed = ConcurrentHashMap.newKeySet();

    @Override
    public void eventReceived(Action action, LanguageAgent agent) {
      observed.add(agent.getStatus().getObservedGeneration());
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new AssertionError(cause);
    }
  }

  /** Agents in the order in which their new verdict was seen. */
  private static final class Flips implements Watcher<LanguageAgent> {

    private final List<String> order = new CopyOnWriteArrayList<>();

    @Override
    public void eventReceived(Action action, LanguageAgent agent) {
      String namespace = agent.getMetadata().getNamespace();
      if (!namespace.equals(busy.name()) && !namespace.equals(other.name())) {
        return;
      }
      String name = agent.getMetadata().getName();
      String expected = name.equals("small") ? "True" : "False";
      boolean flipped =
          agent.getStatus() != null
              && Conditions.find(agent.getStatus().getConditions(), "ImageValidated")
                  .filter(condition -> condition.getStatus().equals(expected))
                  .isPresent();
      if (flipped && !order.contains(name)) {
        order.add(name);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new AssertionError(cause);
    }
  }
}
