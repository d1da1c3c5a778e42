package io.langop.operator.cli.command;

/** A command that is about no single namespace, so that {@code -n} would promise what it lacks. */
public interface WithoutNamespace {

  /** What to use instead, as a sentence; empty if there is nothing. */
  default String insteadOfNamespace() {
    return "";
  }
}
