/**
 * The image catalog: names of tools in, images that administrators chose out. Plain Java, no
 * Kubernetes; immutable, so one instance is one version of the catalog.
 */
package io.langop.operator.catalog;
