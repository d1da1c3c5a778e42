package io.langop.operator.demo;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.admission.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The story of the door: the API server itself decides about pods by the same list. It is told in a
 * cluster of the demo's own only, since its policies are for the whole cluster.
 */
final class AdmissionStory {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String REPOSITORY = "docker.io/library/busybox";
  private static final String REMOVED = REPOSITORY + ":1.36";
  private static final String VISITOR = "visitor";

  private final Stage stage;
  private final Kubectl kubectl;

  AdmissionStory(Stage stage) {
    this.stage = stage;
    this.kubectl = stage.kubectl();
  }

  void tell() {
    stage.screen().chapter("At the door: the same list for every pod, without a webhook");
    putPoliciesInForce();
    refuseVisitor();
    run("neighbour", "registry.k8s.io/pause:3.10");
    allowVisitor();
  }

  private void putPoliciesInForce() {
    Policies.apply(stage.client());
    stage.screen().say("The chart's policies, by which the API server decides:");
    kubectl.run("get", "validatingadmissionpolicies");
    kubectl.run("label", "namespace", stage.namespace(), "langop.io/image-policy=enforce");
    awaitVisitor(false);
  }

  private void refuseVisitor() {
    stage.screen().say("An administrator is refused, too, at once and with the operator's words:");
    String words = kubectl.refused("run", VISITOR, "-n", stage.namespace(), "--image=" + REMOVED);
    Expect.that(
        words.endsWith(
            "Image registry 'docker.io' is not in whitelist. Allowed: "
                + String.join(", ", stage.registries())),
        "The pod was not refused in the promised words",
        words);
  }

  private void allowVisitor() {
    List<String> more = new ArrayList<>(stage.registries());
    more.add(REPOSITORY);
    stage.setRegistries(more);
    awaitVisitor(true);
    run(VISITOR, REMOVED);
    kubectl.run("get", "pods", "-n", stage.namespace(), "-l", "run");
  }

  private void run(String pod, String image) {
    kubectl.run("run", pod, "-n", stage.namespace(), "--image=" + image);
  }

  private void awaitVisitor(boolean allowed) {
    Expect.eventually(
        "the API server decides by the list",
        LIMIT,
        this::visitorAllowed,
        answer -> answer == allowed);
  }

  /** Asks the API server, which creates nothing. */
  private boolean visitorAllowed() {
    try {
      stage
          .client()
          .resource(
              new PodBuilder()
                  .withNewMetadata()
                  .withName(VISITOR)
                  .withNamespace(stage.namespace())
                  .endMetadata()
                  .withNewSpec()
                  .addNewContainer()
                  .withName(VISITOR)
                  .withImage(REMOVED)
                  .endContainer()
                  .endSpec()
                  .build())
          .dryRun()
          .create();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return false;
      }
      throw e;
    }
  }
}
