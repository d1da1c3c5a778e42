package io.langop.operator.api.condition;

/** The conditions of agents and tools. */
public enum WorkloadCondition implements ConditionType {
  /** Whether the allowlist allows all images of the spec. */
  ImageValidated,
  /** Whether the workload runs as the spec says. */
  Ready
}
