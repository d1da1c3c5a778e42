package io.langop.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameConflictsTest {
  private final NameConflicts<LanguageAgent> conflicts = new NameConflicts<>();
  private final Connection connection = new Connection();
  private final List<ResourceID> woken = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    conflicts.setEventHandler(event -> woken.add(event.getRelatedCustomResourceID()));
    conflicts.start();
  }

  @Test
  void oneNamespaceHasAShareOfThePlaces() {
    // Given
    for (int i = 0; i < NameConflicts.MAX_WATCHES_OF_A_NAMESPACE; i++) {
      assertThat(watch("greedy", "agent-" + i)).isTrue();
    }

    // When
    boolean more = watch("greedy", "one-more");

    // Then
    assertThat(more).isFalse();
    assertThat(watch("modest", "agent")).isTrue();
    assertThat(connection.open).hasSize(NameConflicts.MAX_WATCHES_OF_A_NAMESPACE + 1);
  }

  @Test
  void allNamespacesTogetherHaveSoManyPlacesAndNotMore() {
    // Given
    for (int i = 0; i < NameConflicts.MAX_WATCHES; i++) {
      assertThat(watch("namespace-" + i % 25, "agent-" + i)).isTrue();
    }

    // When
    boolean more = watch("late", "agent");

    // Then
    assertThat(more).isFalse();
    assertThat(connection.open).hasSize(NameConflicts.MAX_WATCHES);
  }

  @Test
  void aPlaceThatIsGivenBackIsFree() {
    // Given
    for (int i = 0; i < NameConflicts.MAX_WATCHES_OF_A_NAMESPACE; i++) {
      watch("greedy", "agent-" + i);
    }

    // When
    conflicts.forget(agent("greedy", "agent-0"));

    // Then
    assertThat(watch("greedy", "one-more")).isTrue();
  }

  @Test
  void anObjectIsWatchedOnceHoweverOftenItIsMet() {
    // When
    watch("a", "agent");
    watch("a", "agent");

    // Then
    assertThat(connection.open).hasSize(1);
  }

  @Test
  void anotherObjectInTheWayIsWatchedInsteadOfTheFirst() {
    // Given
    watch("a", "agent");
    Set<Watch> first = Set.copyOf(connection.open);

    // When
    conflicts.watch(agent("a", "agent"), foreign("a", "agent", "another"), connection.client());

    // Then
    assertThat(connection.open).hasSize(1).doesNotContainAnyElementsOf(first);
  }

  @Test
  void whatIsForgottenOrDeletedIsNotWatched() {
    // Given
    watch("a", "forgotten");
    watch("a", "deleted");

    // When
    conflicts.forget(agent("a", "forgotten"));
    conflicts.onResourceDeleted(agent("a", "deleted"));

    // Then
    assertThat(connection.open).isEmpty();
    assertThat(woken).isEmpty();
  }

  @Test
  void nothingIsWatchedAfterTheStop() {
    // Given
    watch("a", "agent");
    watch("b", "agent");

    // When
    conflicts.stop();

    // Then
    assertThat(connection.open).isEmpty();
  }

  @Test
  void anObjectThatGoesWakesTheResourceAndIsNotWatchedAnyMore() {
    // Given
    watch("a", "agent");

    // When
    Deployment gone = foreign("a", "agent", "uid-of-agent");
    connection.watchers.get("uid-of-agent").eventReceived(Watcher.Action.DELETED, gone);

    // Then
    assertThat(connection.open).isEmpty();
    assertThat(woken).containsExactly(new ResourceID("agent", "a"));
  }

  @Test
  void aRequestThatHangsHoldsUpNobodyElse() {
    // Given
    CountDownLatch answer = connection.hangingFor("uid-of-slow");
    CompletableFuture<Boolean> slow = CompletableFuture.supplyAsync(() -> watch("a", "slow"));
    connection.awaitHanging();

    // When
    boolean other = watch("a", "other");
    conflicts.forget(agent("a", "other"));
    conflicts.forget(agent("a", "slow"));
    boolean inTime = !slow.isDone();
    answer.countDown();

    // Then
    assertThat(other).isTrue();
    assertThat(inTime).isTrue();
    assertThat(slow.join()).isTrue();
    assertThat(connection.open).as("what was forgotten before it was there").isEmpty();
  }

  @Test
  void anEndThatHangsHoldsUpNobodyElse() {
    // Given
    watch("a", "slow");
    CountDownLatch end = connection.hangingFor("uid-of-slow");
    CompletableFuture<Void> slow =
        CompletableFuture.runAsync(() -> conflicts.forget(agent("a", "slow")));
    connection.awaitHanging();

    // When
    boolean other = watch("a", "other");
    boolean inTime = !slow.isDone();
    end.countDown();
    slow.join();

    // Then
    assertThat(other).isTrue();
    assertThat(inTime).isTrue();
    assertThat(connection.open).hasSize(1);
  }

  private boolean watch(String namespace, String name) {
    return conflicts.watch(
        agent(namespace, name), foreign(namespace, name, "uid-of-" + name), connection.client());
  }

  private static LanguageAgent agent(String namespace, String name) {
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    return agent;
  }

  private static Deployment foreign(String namespace, String name, String uid) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withUid(uid)
        .endMetadata()
        .build();
  }

  /** Watches that are opened and closed; requests for one object can be made to hang. */
  private static final class Connection {
    private final Set<Watch> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Watcher<HasMetadata>> watchers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final CountDownLatch hangs = new CountDownLatch(1);

    CountDownLatch hangingFor(String uid) {
      CountDownLatch answer = new CountDownLatch(1);
      hanging.put(uid, answer);
      return answer;
    }

    void awaitHanging() {
      await(hangs);
    }

    KubernetesClient client() {
      return proxy(
          KubernetesClient.class,
          (self, method, arguments) -> resource((HasMetadata) arguments[0]));
    }

    private NamespaceableResource<?> resource(HasMetadata object) {
      return proxy(
          NamespaceableResource.class,
          (self, method, arguments) ->
              switch (method.getName()) {
                case "watch" -> watch(object.getMetadata().getUid(), arguments[0]);
                case "get" -> object;
                default -> throw new UnsupportedOperationException(method.getName());
              });
    }

    @SuppressWarnings("unchecked")
    private Watch watch(String uid, Object watcher) {
      request(uid);
      watchers.put(uid, (Watcher<HasMetadata>) watcher);
      Watch watch =
          new Watch() {
            @Override
            public void close() {
              request(uid);
              open.remove(this);
            }
          };
      open.add(watch);
      return watch;
    }

    private void request(String uid) {
      CountDownLatch answer = hanging.get(uid);
      if (answer != null) {
        hangs.countDown();
        await(answer);
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
  }
}
