package io.langop.operator.tool;

import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.langop.operator.api.Labels;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.langop.v1alpha1.LanguageToolSpec;
import io.langop.operator.api.langop.v1alpha1.LanguageToolStatus;
import io.langop.operator.image.ImageReference;
import io.langop.operator.workload.DeploymentFactory;
import io.langop.operator.workload.OwnedMetadata;
import io.langop.operator.workload.WorkloadKind;
import java.util.Map;
import java.util.Optional;

/** What makes a workload a tool: a protocol, a port, and a Service in front of it. */
final class ToolKind implements WorkloadKind<LanguageTool, LanguageToolStatus> {

  private static final String PORT_NAME = "http";

  @Override
  public Class<LanguageTool> resourceClass() {
    return LanguageTool.class;
  }

  @Override
  public String component() {
    return "tool";
  }

  @Override
  public LanguageTool newResource() {
    return new LanguageTool();
  }

  @Override
  public LanguageToolStatus newStatus() {
    return new LanguageToolStatus();
  }

  @Override
  public Deployment deployment(LanguageTool tool, ImageReference image) {
    String type = type(tool.getSpec()).name();
    int port = port(tool.getSpec());
    Deployment deployment =
        DeploymentFactory.deployment(
            tool,
            tool.getSpec(),
            component(),
            image,
            Map.of("TOOL_TYPE", type, "TOOL_PORT", Integer.toString(port)));
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editMetadata()
        .addToLabels("langop.io/tool-type", type)
        .endMetadata()
        .editSpec()
        .editFirstContainer()
        .withPorts(
            new ContainerPortBuilder()
                .withName(PORT_NAME)
                .withContainerPort(port)
                .withProtocol("TCP")
                .build())
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  @Override
  public boolean hasService() {
    return true;
  }

  @Override
  public Optional<Service> service(LanguageTool tool) {
    return Optional.of(
        new ServiceBuilder()
            .withMetadata(OwnedMetadata.of(tool, component()))
            .withNewSpec()
            .withSelector(Labels.selector(tool, component()))
            .addNewPort()
            .withName(PORT_NAME)
            .withProtocol("TCP")
            .withPort(port(tool.getSpec()))
            .withTargetPort(new IntOrString(PORT_NAME))
            .endPort()
            .endSpec()
            .build());
  }

  @Override
  public void completeStatus(LanguageToolStatus status, Optional<Service> service) {
    service.ifPresent(existing -> status.setEndpoint(endpoint(existing)));
  }

  private static String endpoint(Service service) {
    return "http://%s.%s.svc:%d"
        .formatted(
            service.getMetadata().getName(),
            service.getMetadata().getNamespace(),
            service.getSpec().getPorts().get(0).getPort());
  }

  private static LanguageToolSpec.Type type(LanguageToolSpec spec) {
    return spec.getType() == null ? LanguageToolSpec.Type.mcp : spec.getType();
  }

  private static int port(LanguageToolSpec spec) {
    return spec.getPort() == null ? LanguageToolSpec.DEFAULT_PORT : spec.getPort();
  }
}
