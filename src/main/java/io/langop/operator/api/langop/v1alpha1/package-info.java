/** The custom resources of {@code langop.io/v1alpha1}: declarations only, no behaviour. */
package io.langop.operator.api.langop.v1alpha1;
