package io.langop.operator.support;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.regex.Pattern;

/** How often Deployments were patched, as the API server counts it. */
public final class DeploymentWrites {

  private static final Pattern PATCHES =
      Pattern.compile(
          "apiserver_request_total\\{.*group=\"apps\".*resource=\"deployments\".*subresource=\"\"."
              + "*verb=\"(APPLY|PATCH)\".*} (?<count>\\S+)");

  private DeploymentWrites() {}

  /** Since the API server was started, by anybody. */
  public static long count(KubernetesClient client) {
    return client
        .raw("/metrics")
        .lines()
        .map(PATCHES::matcher)
        .filter(matcher -> matcher.matches())
        .mapToLong(matcher -> (long) Double.parseDouble(matcher.group("count")))
        .sum();
  }
}
