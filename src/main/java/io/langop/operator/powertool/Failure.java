package io.langop.operator.powertool;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.client.ServerMessage;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a reconciliation could not be done.
 *
 * @param code the HTTP status of the API server's answer, 0 when there was no answer or when the
 *     API server was not the cause
 * @param reason one CamelCase word for the condition
 * @param message what happened, fit for a status
 */
record Failure(int code, String reason, String message) {

  /** What the API server answers until somebody changes an object, a permission or a policy. */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

  /** The framework hands over errors wrapped. */
  static Failure of(Exception error) {
    return Stream.<Throwable>iterate(error, Objects::nonNull, Throwable::getCause)
        .filter(KubernetesClientException.class::isInstance)
        .map(KubernetesClientException.class::cast)
        .findFirst()
        .map(
            e ->
                new Failure(
                    e.getCode(),
                    REFUSALS.contains(e.getCode()) ? "ApiServerRefused" : "ApiServerFailed",
                    "The API server answered: " + ServerMessage.of(e)))
        .orElseGet(() -> new Failure(0, "UnexpectedError", ServerMessage.of(error)));
  }

  /** Whether the API server could be asked at all, so that a status can be written. */
  boolean isAnswered() {
    return code > 0 || reason.equals("UnexpectedError");
  }

  /** Whether trying again soon is of no use. */
  boolean isRefusal() {
    return REFUSALS.contains(code);
  }
}
