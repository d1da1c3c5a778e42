package io.langop.operator.api.langop.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An agent: a container image and the instructions it follows. */
@Group("langop.io")
@Version("v1alpha1")
@ShortNames("lagent")
@AdditionalPrinterColumn(name = "Image", jsonPath = ".spec.image", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Validated",
    jsonPath = ".status.conditions[?(@.type==\"ImageValidated\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.readyReplicas",
    type = Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Running Image",
    jsonPath = ".status.image",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"ImageValidated\")].reason",
    type = Type.STRING,
    priority = 1)
public class LanguageAgent extends CustomResource<LanguageAgentSpec, LanguageAgentStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** Without what nobody here reads and what would be half of a cached resource. */
  @Override
  @JsonIgnoreProperties("managedFields")
  public ObjectMeta getMetadata() {
    return super.getMetadata();
  }

  /**
   * Never: the framework does not reconcile what is marked for deletion, but pods run until its
   * finalizers are gone, and a revocation has to reach them. Its metadata tells the truth.
   */
  @Override
  public boolean isMarkedForDeletion() {
    return false;
  }
}
