package io.langop.operator.workload;

/**
 * Why an allowed workload could not be made as its spec asks.
 *
 * @param reason one CamelCase word for the condition
 * @param message what is wrong and what to do
 */
record Problem(String reason, String message) {

  static Problem nameConflict(NameConflictException conflict) {
    return new Problem("NameConflict", conflict.getMessage());
  }

  /** The API server did not take what the spec leads to, for example because of a quota. */
  static Problem rejected(String apiServerMessage) {
    return new Problem(
        "WorkloadRejected", "The API server refused the workload: " + apiServerMessage);
  }
}
