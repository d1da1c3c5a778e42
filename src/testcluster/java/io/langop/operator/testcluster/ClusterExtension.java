package io.langop.operator.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the cluster: parameters of type {@link TestCluster}, {@link KubernetesClient} (an
 * administrator's) and {@link TestNamespace} (one for each test class, deleted after it).
 *
 * <p>All test classes of a JVM share one cluster, because starting it costs more than most tests
 * do. It is removed when the last one is done. It belongs to the session and not to the root of the
 * context: Maven's forked JVMs begin a new run, with a root of its own, for each class.
 */
public final class ClusterExtension implements ParameterResolver {
  private static final Namespace STORE = Namespace.create(ClusterExtension.class);
  private static final Set<Class<?>> TYPES =
      Set.of(TestCluster.class, KubernetesClient.class, TestNamespace.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == TestCluster.class) {
      return cluster(context);
    }
    return type == KubernetesClient.class
        ? cluster(context).adminClient()
        : namespace(testClass(context));
  }

  private static TestCluster cluster(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, STORE)
        .getOrComputeIfAbsent(TestCluster.class, key -> TestCluster.start(), TestCluster.class);
  }

  private static TestNamespace namespace(ExtensionContext testClass) {
    return testClass
        .getStore(STORE)
        .getOrComputeIfAbsent(
            testClass.getRequiredTestClass(),
            key ->
                TestNamespace.create(
                    cluster(testClass).adminClient(),
                    testClass.getRequiredTestClass().getSimpleName()),
            TestNamespace.class);
  }

  private static ExtensionContext testClass(ExtensionContext context) {
    ExtensionContext candidate = context;
    while (candidate.getTestMethod().isPresent()) {
      candidate = candidate.getParent().orElseThrow();
    }
    return candidate;
  }
}
