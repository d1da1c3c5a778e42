package io.langop.operator.powertool;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.workload.Labels;
import java.net.HttpURLConnection;

/**
 * Writes a status for exactly the version of the resource that it was decided on. A run lives in
 * its status, so a status must never replace one that its writer has not seen.
 */
final class StatusWriter {

  private final RunReporter reporter;

  StatusWriter(RunReporter reporter) {
    this.reporter = reporter;
  }

  /**
   * @throws StaleStatusException when the resource is not as it was read
   */
  void write(PowerTool tool, PowerToolStatus status, Context<PowerTool> context) {
    if (status.equals(tool.getStatus())) {
      return;
    }
    PowerTool patch = new PowerTool();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(tool.getMetadata().getName())
            .withNamespace(tool.getMetadata().getNamespace())
            .build());
    patch.setStatus(status);
    PrimaryUpdateAndCacheUtils.updateAndCacheResource(
        tool, context, read -> patch, versioned -> apply(versioned, context));
    reporter.written(tool, tool.getStatus(), status);
  }

  private static PowerTool apply(PowerTool patch, Context<PowerTool> context) {
    try {
      return context
          .getClient()
          .resource(patch)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(Labels.OPERATOR)
                  .withForce(true)
                  .build());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        throw new StaleStatusException(e);
      }
      throw e;
    }
  }
}
