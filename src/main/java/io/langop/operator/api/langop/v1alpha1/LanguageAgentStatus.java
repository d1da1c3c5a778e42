package io.langop.operator.api.langop.v1alpha1;

/** Status of an agent. */
public class LanguageAgentStatus extends WorkloadStatus {}
