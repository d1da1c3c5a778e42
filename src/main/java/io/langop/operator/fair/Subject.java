package io.langop.operator.fair;

import org.slf4j.MDC;

/**
 * What a task is about.
 *
 * @param kind of the resource
 * @param namespace of the resource
 */
record Subject(String kind, String namespace) {

  /**
   * What the calling thread is submitting. The framework names the resource in the diagnostic
   * context of the thread that submits its reconciliation, and nowhere else.
   */
  static Subject ofThisThread() {
    return new Subject(
        String.valueOf(MDC.get("resource.kind")), String.valueOf(MDC.get("resource.namespace")));
  }
}
