package io.langop.operator.api.toe.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One run of a profiler in running pods. */
@Group("codriverlabs.ai.toe.run")
@Version("v1alpha1")
@Plural("powertools")
@ShortNames("ptool")
@AdditionalPrinterColumn(name = "Tool", jsonPath = ".spec.profiler.tool", type = Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "Targets", jsonPath = ".status.progress", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Running",
    jsonPath = ".status.counts.running",
    type = Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Failed",
    jsonPath = ".status.counts.failed",
    type = Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Resolved Image",
    jsonPath = ".status.resolvedImage",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Complete\")].reason",
    type = Type.STRING,
    priority = 1)
public class PowerTool extends CustomResource<PowerToolSpec, PowerToolStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;
}
