/**
 * The words of statuses and events that programs read: types of conditions and reasons. Plain Java
 * without dependencies, so that what decides, what writes and what explains can share them. Each
 * constant is spelled as it stands in the API.
 */
package io.langop.operator.api.condition;
