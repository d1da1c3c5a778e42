package io.langop.operator.audit;

import java.util.List;

/**
 * What is known of the pods of one namespace.
 *
 * @param allowed how many run only what is allowed
 * @param refused how many do not
 * @param pods some of those, by name
 */
record NamespaceReport(int allowed, int refused, List<RefusedPod> pods) {

  /**
   * A pod that is not allowed.
   *
   * @param images those that are the reason, as the pod has them
   */
  record RefusedPod(String name, List<String> images) {}
}
