/** Work that must not be lost when it fails. */
package io.langop.operator.retry;
