package io.langop.operator.api.condition;

/** The reasons of events that are no reasons of conditions. */
public enum EventReason implements Reason {
  /** An edit changed the entries of the allowlist. */
  AllowlistChanged,
  /** Entries of the allowlist have ended. */
  AllowlistEntryEnded,
  /** A line of the allowlist is ignored. */
  InvalidAllowlistEntry,
  /** An edit of the catalog changed the image of a tool. */
  ProfilerImageChanged,
  /** An entry of the catalog is ignored. */
  InvalidCatalogEntry,
  /** An edit changed the settings of a tool. */
  ProfilerSettingsChanged,
  /** There are settings for a tool that the catalog does not have. */
  SettingsWithoutTool,
  /** A run has begun. */
  Started,
  /** A pod of a run has another image than the run asked for. */
  ImageReplaced,
  /** A run that was suspended continues. */
  Resumed
}
