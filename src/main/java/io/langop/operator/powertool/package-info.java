/**
 * PowerTools: a profiler in running pods. A run is fixed in the status before anything is injected,
 * so whoever goes on with it, after whatever interruption, injects once.
 */
package io.langop.operator.powertool;
