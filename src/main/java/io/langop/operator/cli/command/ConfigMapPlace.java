package io.langop.operator.cli.command;

import io.langop.operator.cli.output.Visible;

/**
 * Where something is kept.
 *
 * @param key of what is meant, {@code null} for the ConfigMap as a whole
 */
public record ConfigMapPlace(String namespace, String name, String key) {

  /** For a sentence: {@code ConfigMap 'kube-system/operator-config'}. */
  public String shown() {
    return "ConfigMap '" + Visible.value(namespace + "/" + name) + "'";
  }

  /** The command that lets a person edit it. */
  public String editCommand() {
    return "kubectl edit configmap " + Visible.value(name) + " -n " + Visible.value(namespace);
  }
}
