/**
 * How the threads of the operator are shared out, so that no namespace, no kind and no single
 * resource can keep them from the others.
 */
package io.langop.operator.fair;
