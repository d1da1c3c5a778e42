package io.langop.operator.powertool;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.api.toe.v1alpha1.PowerToolStatus;
import io.langop.operator.metrics.StatusMetrics;
import io.langop.operator.status.StatusWriter;
import jakarta.inject.Singleton;

/** Writes the statuses of PowerTools, and reports what is new in them once it is stored. */
@Singleton
class RunWriter {

  private final StatusWriter<PowerTool, PowerToolStatus> writer;
  private final RunReporter reporter;

  RunWriter(RunReporter reporter, StatusMetrics metrics) {
    this.writer = new StatusWriter<>(PowerTool.class, PowerTool::new, metrics);
    this.reporter = reporter;
  }

  /** Stores a status, see {@link StatusWriter#write}. */
  void write(PowerTool tool, PowerToolStatus status, Context<PowerTool> context) {
    boolean news = !status.equals(tool.getStatus());
    if (writer.write(tool, status, context) && news) {
      reporter.written(tool, tool.getStatus(), status);
    }
  }
}
