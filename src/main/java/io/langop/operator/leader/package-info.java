/** Which of several replicas acts, and that the others do not. */
package io.langop.operator.leader;
