/**
 * The registry allowlist: a text of one entry a line in, a verdict about an image out. Plain Java,
 * no Kubernetes; immutable, so one instance is one version of the list.
 */
package io.langop.operator.allowlist;
