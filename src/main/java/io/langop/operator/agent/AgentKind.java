package io.langop.operator.agent;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageAgentStatus;
import io.langop.operator.image.ImageReference;
import io.langop.operator.workload.DeploymentFactory;
import io.langop.operator.workload.WorkloadKind;
import java.util.Map;
import java.util.Optional;

/** What makes a workload an agent: its instructions. */
final class AgentKind implements WorkloadKind<LanguageAgent, LanguageAgentStatus> {

  private static final String INSTRUCTIONS = "AGENT_INSTRUCTIONS";

  @Override
  public Class<LanguageAgent> resourceClass() {
    return LanguageAgent.class;
  }

  @Override
  public String component() {
    return "agent";
  }

  @Override
  public LanguageAgent newResource() {
    return new LanguageAgent();
  }

  @Override
  public LanguageAgentStatus newStatus() {
    return new LanguageAgentStatus();
  }

  @Override
  public Deployment deployment(LanguageAgent agent, ImageReference image) {
    String instructions = agent.getSpec().getInstructions();
    return DeploymentFactory.deployment(
        agent,
        agent.getSpec(),
        component(),
        image,
        instructions == null ? Map.of() : Map.of(INSTRUCTIONS, literally(instructions)));
  }

  /**
   * Doubles each {@code $} that Kubernetes would take as the start of {@code $(VARIABLE)} or of an
   * escaped {@code $}.
   */
  private static String literally(String value) {
    return value.replaceAll("\\$(?=[$(])", "\\$\\$");
  }

  @Override
  public boolean hasService() {
    return false;
  }

  @Override
  public Optional<Service> service(LanguageAgent agent) {
    return Optional.empty();
  }

  @Override
  public void completeStatus(LanguageAgentStatus status, Optional<Service> service) {
    // An agent has no more to say than every workload.
  }
}
