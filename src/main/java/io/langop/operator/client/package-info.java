/** The operator's connection to the API server. */
package io.langop.operator.client;
