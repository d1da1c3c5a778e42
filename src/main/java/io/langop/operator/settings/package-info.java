/**
 * The settings of profiler tools: YAML of administrators in, what a tool may do and where out. No
 * Kubernetes; immutable, so one instance is one version of the settings.
 */
package io.langop.operator.settings;
