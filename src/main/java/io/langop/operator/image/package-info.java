/**
 * Image references as container runtimes read them: text in, registry, repository, tag and digest
 * out. Plain Java, no Kubernetes.
 */
package io.langop.operator.image;
