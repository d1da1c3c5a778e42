package io.langop.operator.audit;

/** Is told of each count that may have changed, in the order of the changes. */
interface AuditObserver {

  /**
   * @param notAllowed how many pods of a namespace run an image that is not allowed
   */
  void pods(String namespace, int notAllowed);

  /**
   * @param notAllowed how many images of one registry, none of them allowed, pods of a namespace
   *     run
   */
  void images(String namespace, String registry, int notAllowed);

  /** The pods of a namespace, or what is decided about them, are others than before. */
  void changed(String namespace);
}
