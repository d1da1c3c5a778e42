package io.langop.operator.api.langop.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The allowlist in the form in which the API server decides by it: the parameter of the admission
 * policies. Only the operator writes it.
 */
@Group("langop.io")
@Version("v1alpha1")
@ShortNames("calist")
@AdditionalPrinterColumn(name = "Entries", jsonPath = ".spec.entries", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Proved", jsonPath = ".spec.provedAt", type = Type.DATE)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class CompiledAllowlist extends CustomResource<CompiledAllowlistSpec, Void> {

  private static final long serialVersionUID = 1L;
}
