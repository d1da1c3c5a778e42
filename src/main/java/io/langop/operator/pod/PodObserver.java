package io.langop.operator.pod;

/**
 * Is told of every pod of the watched namespaces, in the order of each pod's changes. What it
 * throws is logged and keeps nobody else from the pod.
 */
public interface PodObserver {

  /** A pod has come, or is another than it was. */
  void seen(WatchedPod pod);

  /** A pod is gone. */
  void gone(WatchedPod pod);
}
