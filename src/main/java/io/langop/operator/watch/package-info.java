/**
 * Whether what the operator watches is really watched, in which namespace, and what happens when a
 * permission or a namespace is lost.
 */
package io.langop.operator.watch;
