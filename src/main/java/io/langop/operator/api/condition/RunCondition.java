package io.langop.operator.api.condition;

/** The conditions of PowerTools. */
public enum RunCondition implements ConditionType {
  /** Whether the tool has an image that may be used in this namespace. */
  ImageResolved,
  /** Whether there are pods to profile. */
  TargetsFound,
  /** Whether all targets have been profiled. */
  Complete,
  /** Whether the finished PowerTool was deleted when its time was over; present only if not. */
  Expired
}
