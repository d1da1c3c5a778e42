package io.langop.operator.workload;

import io.fabric8.kubernetes.client.CustomResource;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.langop.v1alpha1.WorkloadSpec;
import io.langop.operator.api.langop.v1alpha1.WorkloadStatus;

/** The kinds that share the steps under test. */
enum Kind {
  AGENT(LanguageAgent.class, "agent"),
  TOOL(LanguageTool.class, "tool");

  private final Class<? extends CustomResource<? extends WorkloadSpec, ? extends WorkloadStatus>>
      type;
  private final String component;

  Kind(
      Class<? extends CustomResource<? extends WorkloadSpec, ? extends WorkloadStatus>> type,
      String component) {
    this.type = type;
    this.component = component;
  }

  Class<? extends CustomResource<? extends WorkloadSpec, ? extends WorkloadStatus>> type() {
    return type;
  }

  /** Value of the component label, and name of the container. */
  String component() {
    return component;
  }
}
