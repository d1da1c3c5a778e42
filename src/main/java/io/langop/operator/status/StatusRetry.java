package io.langop.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Has a reconciliation repeated: without a word when its status could not be stored, and whatever
 * it ended with.
 */
public final class StatusRetry {

  /** When a resource is reconciled again whose status was decided on an old version. */
  public static final Duration READ_AGAIN = Duration.ofMillis(50);

  /** When a status is tried again that the API server did not accept. */
  static final Duration REFUSED = Duration.ofMinutes(1);

  private StatusRetry() {}

  /** Does the steps of a reconciliation. */
  public static <P extends HasMetadata> UpdateControl<P> reconcile(
      Supplier<UpdateControl<P>> steps) {
    UpdateControl<P> again = UpdateControl.noUpdate();
    try {
      return steps.get();
    } catch (StaleStatusException e) {
      return again.rescheduleAfter(READ_AGAIN);
    } catch (RefusedStatusException e) {
      return again.rescheduleAfter(REFUSED);
    } catch (Error e) {
      throw exception(e);
    }
  }

  /** Does the steps that tell an error in a status. */
  public static <P extends HasMetadata> ErrorStatusUpdateControl<P> tell(
      Supplier<ErrorStatusUpdateControl<P>> steps) {
    ErrorStatusUpdateControl<P> again = ErrorStatusUpdateControl.noStatusUpdate();
    try {
      return steps.get();
    } catch (StaleStatusException e) {
      return again.rescheduleAfter(READ_AGAIN);
    } catch (RefusedStatusException e) {
      return again.rescheduleAfter(REFUSED);
    } catch (KubernetesClientException e) {
      throw FailedReconciliation.of(e);
    } catch (Error e) {
      throw exception(e);
    }
  }

  /**
   * The framework repeats a reconciliation that ended with an exception. After an error, such as an
   * overflow of the stack or a class that a native executable lacks, it would take the resource for
   * one that is being reconciled for ever.
   */
  private static IllegalStateException exception(Error error) {
    return new IllegalStateException("The reconciliation ended with an error", error);
  }
}
