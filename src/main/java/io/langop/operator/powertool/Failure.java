package io.langop.operator.powertool;

import io.langop.operator.api.condition.RunReason;
import io.langop.operator.client.ServerAnswers;
import io.langop.operator.client.ServerMessage;

/**
 * Why a reconciliation could not be done.
 *
 * @param code the HTTP status of the API server's answer, 0 when there was no answer or when the
 *     API server was not the cause
 * @param reason of the condition
 * @param message what happened, fit for a status
 */
record Failure(int code, RunReason reason, String message) {

  static Failure of(Exception error) {
    return ServerAnswers.in(error)
        .findFirst()
        .map(
            e ->
                new Failure(
                    e.getCode(),
                    ServerAnswers.isRefusal(e.getCode())
                        ? RunReason.ApiServerRefused
                        : RunReason.ApiServerFailed,
                    "The API server answered: " + ServerMessage.of(e)))
        .orElseGet(() -> new Failure(0, RunReason.UnexpectedError, ServerMessage.of(error)));
  }

  /** Whether the API server could be asked at all, so that a status can be written. */
  boolean isAnswered() {
    return code > 0 || reason == RunReason.UnexpectedError;
  }

  /** Whether trying again soon is of no use. */
  boolean isRefusal() {
    return ServerAnswers.isRefusal(code);
  }
}
