package io.langop.operator.api.condition;

/** The type of a condition. */
public sealed interface ConditionType permits WorkloadCondition, RunCondition {

  /** The word as it stands in the API. */
  String name();
}
