/**
 * The custom resources of {@code codriverlabs.ai.toe.run/v1alpha1}: declarations only, no
 * behaviour.
 */
package io.langop.operator.api.toe.v1alpha1;
