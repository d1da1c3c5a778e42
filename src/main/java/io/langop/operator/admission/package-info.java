/**
 * The allowlist at the door: compiled into the parameter of the admission policies, by which the
 * API server decides about every pod without asking anybody.
 */
package io.langop.operator.admission;
