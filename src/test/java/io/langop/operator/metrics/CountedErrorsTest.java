package io.langop.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountedErrorsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> handedOn = new ArrayList<>();
  private final Metrics framework =
      (Metrics)
          Proxy.newProxyInstance(
              Metrics.class.getClassLoader(),
              new Class<?>[] {Metrics.class},
              (proxy, method, arguments) -> {
                handedOn.add(method.getName());
                return null;
              });
  private final Metrics metrics = new CountedErrors(framework, registry);

  @Test
  void failuresAreCountedByKind() {
    // When
    IntStream.range(0, 3)
        .forEach(i -> metrics.failedReconciliation(agent(), new IllegalStateException(), Map.of()));

    // Then
    assertThat(
            registry
                .get("language_operator_reconcile_errors")
                .tag("kind", "LanguageAgent")
                .counter()
                .count())
        .isEqualTo(3);
  }

  @Test
  void theFrameworksOwnMetricsMissNothing() throws ReflectiveOperationException {
    // Given all it can be told, but for a controller, which cannot be had without a cluster
    List<Method> methods =
        Arrays.stream(Metrics.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> !method.getName().equals("controllerRegistered"))
            .toList();

    // When
    for (Method method : methods) {
      Object[] arguments =
          Arrays.stream(method.getParameterTypes())
              .map(type -> type == HasMetadata.class ? agent() : null)
              .toArray();
      method.invoke(metrics, arguments);
    }

    // Then
    assertThat(handedOn)
        .hasSizeGreaterThan(5)
        .containsExactlyElementsOf(methods.stream().map(Method::getName).toList());
  }

  private static LanguageAgent agent() {
    LanguageAgent agent = new LanguageAgent();
    agent.setMetadata(new ObjectMetaBuilder().withNamespace("space").withName("name").build());
    return agent;
  }
}
