package io.langop.operator.api.condition;

import java.util.Optional;

/** The reasons of the conditions of PowerTools. */
public enum RunReason implements Reason {
  /** The catalog has an image for the tool. */
  ToolFound,
  /** The catalog has no such tool. */
  ToolNotFound,
  /** The catalog has a text for the tool that is no image reference. */
  InvalidImageReference,
  /** Administrators chose other namespaces for the tool. */
  ToolNotAllowedHere,
  /** There is no catalog to resolve by. */
  CatalogUnavailable,
  /** Whether the tool has settings is not known. */
  SettingsUnavailable,
  /** The settings of the tool have a mistake, so it starts nowhere. */
  InvalidToolSettings,

  /** Pods matched when the run started. */
  PodsFound,
  /** No running pod matches the selector. */
  NoMatchingPods,
  /** More pods match than one PowerTool may profile. */
  TooManyPods,
  /** Pods are not looked for before the run can start. */
  NotStarted,

  /** The duration is longer than administrators allow. */
  DurationTooLong,
  /** The arguments have more bytes than a pod has room for. */
  ArgumentsTooLong,
  /** The author suspended the run. */
  Suspended,

  /** The run has targets that have not ended. */
  InProgress,
  /** All targets were profiled. */
  Completed,
  /** At least one target failed. */
  TargetsFailed,

  /** The API server refused a request of the last attempt. */
  ApiServerRefused,
  /** The API server failed in the last attempt. */
  ApiServerFailed,
  /** The last attempt failed, and the API server was not the cause. */
  UnexpectedError;

  /** The reason that a status names; empty for a word of others. */
  public static Optional<RunReason> of(String word) {
    return Reason.named(word, values());
  }
}
