/** Which of the pods that are there run images that the allowlist does not allow. */
package io.langop.operator.audit;
