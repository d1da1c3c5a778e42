package io.langop.operator.cli.status;

import static io.langop.operator.cli.status.SomeConditions.SINCE;
import static io.langop.operator.cli.status.SomeConditions.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.ResourceKind;
import io.langop.operator.cli.cluster.StoredResource;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Style;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadExplainerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:05:00Z");
  private static final ConfigMapPlace PLACE =
      new ConfigMapPlace("kube-system", "operator-config", "allowed-registries");
  private static final String DENIED =
      "Image registry 'untrusted-registry.com' is not in whitelist. Allowed: docker.io, gcr.io,"
          + " quay.io, git.theryans.io";

  private static StoredResource agent(String image, Map<String, Object> status) {
    return new StoredResource(
        ResourceKind.AGENT, "demo", "my-agent", 1, SINCE, false, Map.of("image", image), status);
  }

  private static Map<String, Object> status(
      String phase, String image, Object validated, Object ready) {
    Map<String, Object> status = new HashMap<>();
    status.put("phase", phase);
    status.put("observedGeneration", 1);
    status.put("readyReplicas", image == null ? 0 : 1);
    if (image != null) {
      status.put("image", image);
    }
    status.put("conditions", List.of(validated, ready));
    return status;
  }

  private static String text(StoredResource agent, CurrentList list, boolean fancy) {
    Report report = new WorkloadExplainer(PLACE, Optional.ofNullable(list), NOW).explain(agent);
    return String.join("\n", report.lines(new Style(fancy)));
  }

  private static final Object NOT_VALIDATED =
      condition(
          "Ready", "False", "ImageNotValidated", "The image is not validated, so nothing runs");

  @Test
  void aBlockedAgentReadsAsTheUserWroteIt() {
    // Given
    StoredResource agent =
        agent(
            "untrusted-registry.com/x",
            status(
                "Pending",
                null,
                condition("ImageValidated", "False", "RegistryNotAllowed", DENIED),
                NOT_VALIDATED));

    // When
    String text = text(agent, null, true);

    // Then
    assertThat(text.replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(
            """
            Agent: my-agent
            Phase: Pending
            ❌ ERROR: Image validation failed
               Registry 'untrusted-registry.com' is not in whitelist.
               Allowed registries: docker.io, gcr.io, quay.io, git.theryans.io

            Update the registry whitelist:
              kubectl edit configmap operator-config -n kube-system""");
  }

  @Test
  void aFrozenAgentSaysWhatRunsAndSinceWhen() {
    // Given
    StoredResource agent =
        agent(
            "untrusted-registry.com/x:2",
            status(
                "Running",
                "untrusted-registry.com/x:1",
                condition("ImageValidated", "False", "RegistryNotAllowed", DENIED),
                condition("Ready", "False", "ImageNotValidated", "goes on")));

    // When
    String text = text(agent, null, false);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            Agent: my-agent
            Phase: Running
            ERROR: Image validation failed
               Registry 'untrusted-registry.com' is not in whitelist.
               Allowed registries: docker.io, gcr.io, quay.io, git.theryans.io
               Still running: untrusted-registry.com/x:1 (1 pod ready). Nothing about it is changed until its image is allowed.
               Since: 2026-01-01T00:00:00Z (5m ago)

            Update the registry whitelist:
              kubectl edit configmap operator-config -n kube-system""");
  }

  @Test
  void aRevokedAgentSaysThatItIsStopped() {
    // Given
    StoredResource agent =
        agent(
            "untrusted-registry.com/x",
            status(
                "Suspended",
                "untrusted-registry.com/x",
                condition("ImageValidated", "False", "RegistryNotAllowed", DENIED),
                NOT_VALIDATED));

    // When
    String text = text(agent, null, false);

    // Then
    assertThat(text)
        .contains("Stopped: scaled to zero. It comes back by itself when its image is allowed.");
  }

  @Test
  void whatSomebodyAddedToTheDeploymentIsNamed() {
    // Given
    StoredResource agent =
        agent(
            "docker.io/x",
            status(
                "Running",
                "docker.io/x",
                condition(
                    "ImageValidated",
                    "True",
                    "RegistryAllowed",
                    "Image registry 'docker.io' is in whitelist"),
                condition(
                    "Ready",
                    "False",
                    "ForeignContainers",
                    "Somebody added to the Deployment what the allowlist does not allow: container"
                        + " 'x' with image 'evil.com/x'")));

    // When
    String text = text(agent, null, false);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            Agent: my-agent
            Phase: Running
            ERROR: Image allowed, but somebody added others that are not
               Registry 'docker.io' is in whitelist.
               Somebody added to the Deployment what the allowlist does not allow: container 'x' with image 'evil.com/x'.
               Since: 2026-01-01T00:00:00Z (5m ago)

            See what was added, and by whom:
              kubectl get deployment my-agent -n demo -o yaml --show-managed-fields""");
  }

  @Test
  void anAgentThatCannotBeReadSaysWhichFieldToCorrect() {
    // Given
    StoredResource agent =
        agent(
            "docker.io/x",
            status(
                "Pending",
                null,
                condition(
                    "ImageValidated",
                    "Unknown",
                    "UnreadableResource",
                    "spec.replicas: too large; correct the field or delete the object"),
                NOT_VALIDATED));

    // When
    String text = text(agent, null, false);

    // Then
    assertThat(text)
        .contains(
            "ERROR: Not validated, the resource cannot be read",
            "spec.replicas: too large; correct the field or delete the object.",
            "Correct the field:\n  kubectl edit languageagent my-agent -n ");
  }

  @Test
  void withoutAListTheMissingConfigMapIsNamed() {
    // Given
    StoredResource agent =
        agent(
            "nginx",
            status(
                "Pending",
                null,
                condition(
                    "ImageValidated",
                    "Unknown",
                    "AllowlistUnavailable",
                    "ConfigMap 'kube-system/operator-config' does not exist, so no image can be"
                        + " validated and nothing new is started. List the allowed registries under"
                        + " its key 'allowed-registries': kubectl edit configmap operator-config -n"
                        + " kube-system"),
                NOT_VALIDATED));

    // When
    String text = text(agent, null, false);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            Agent: my-agent
            Phase: Pending
            ERROR: Image not validated, the registry whitelist is missing
               ConfigMap 'kube-system/operator-config' does not exist, so no image can be validated and nothing new is started. List the allowed registries under its key 'allowed-registries'.
               Nothing runs.
               Since: 2026-01-01T00:00:00Z (5m ago)

            Restore the registry whitelist:
              kubectl edit configmap operator-config -n kube-system""");
  }

  @Test
  void anAgentThatNobodyHasLookedAtIsDecidedAboutByTheList() {
    // Given
    StoredResource agent = agent("evil.com/x", Map.of());

    // When
    String text = text(agent, CurrentList.of("docker.io", NOW), false);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            Agent: my-agent
            Phase: Unknown
            WARNING: Image not validated yet
               No operator has looked at it yet; it was created 5m ago.
               By the list in force: Image registry 'evil.com' is not in whitelist. Allowed: docker.io.

            If this stays so, see whether the operator runs:
              kubectl get deployment language-operator -n kube-system""");
  }

  @Test
  void aListThatSaysOtherwiseIsTold() {
    // Given
    StoredResource agent =
        agent(
            "nginx",
            status(
                "Running",
                "docker.io/library/nginx",
                condition(
                    "ImageValidated",
                    "True",
                    "RegistryAllowed",
                    "Image registry 'docker.io' is in whitelist"),
                condition("Ready", "True", "WorkloadReady", "1 of 1 pods are ready")));

    // When
    String agreeing = text(agent, CurrentList.of("docker.io", NOW), false);
    String disagreeing = text(agent, CurrentList.of("quay.io", NOW), false);

    // Then
    assertThat(agreeing)
        .isEqualTo(
            """
            Agent: my-agent
            Phase: Running
            OK: Image allowed, agent ready
               Registry 'docker.io' is in whitelist.
               Running: docker.io/library/nginx (1 of 1 pods are ready)
               Since: 2026-01-01T00:00:00Z (5m ago)""");
    assertThat(disagreeing)
        .startsWith(agreeing)
        .endsWith(
            "The list in force says otherwise: Image registry 'docker.io' is not in whitelist."
                + " Allowed: quay.io. If this stays so, see whether the operator runs.");
  }

  @Test
  void aBadLineThatWasMeantForTheImageIsNamed() {
    // Given
    String message = "Image registry 'us.gcr.io' is not in whitelist. Allowed: docker.io";
    StoredResource agent =
        agent(
            "us.gcr.io/x",
            status(
                "Pending",
                null,
                condition("ImageValidated", "False", "RegistryNotAllowed", message),
                NOT_VALIDATED));

    // When
    String text = text(agent, CurrentList.of("docker.io\n*gcr.io\n*bad\n", NOW), false);

    // Then
    assertThat(text).contains("Line 2 of the list, '*gcr.io', is ignored").doesNotContain("*bad");
  }

  @Test
  void anImageWithoutARequiredDigestSaysHowToPinIt() {
    // Given
    StoredResource agent =
        agent(
            "GHCR.io/acme/x:1",
            status(
                "Pending",
                null,
                condition(
                    "ImageValidated",
                    "False",
                    "DigestRequired",
                    "Image 'ghcr.io/acme/x:1' has no digest, and entry 'ghcr.io/acme' requires one:"
                        + " write ghcr.io/acme/x@sha256:DIGEST"),
                NOT_VALIDATED));

    // When
    String text = text(agent, CurrentList.of("ghcr.io/acme digest=required", NOW), false);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            Agent: my-agent
            Phase: Pending
            ERROR: Image validation failed
               Image 'ghcr.io/acme/x:1' has no digest, and entry 'ghcr.io/acme' requires one: write ghcr.io/acme/x@sha256:DIGEST.

            Look up the digest with one of the tools, and write it behind the image:
              crane digest ghcr.io/acme/x:1
              docker buildx imagetools inspect ghcr.io/acme/x:1
              kubectl edit languageagent my-agent -n demo""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quay.io/x/y | quay.io/x/ until=2025-12-31 | Entry 'quay.io/x/' ended 2025-12-31. | Give the entry a later end in the registry whitelist:",
        "quay.io/x/y | quay.io/x/ namespaces=a,b | Entry 'quay.io/x/' is only for namespaces a,b. | Add the namespace to the entry in the registry whitelist:",
        "x/y | docker.io/x | Entry 'docker.io/x' is only the repository docker.io/library/x, all below it would be 'docker.io/x/'. | Add the '/' to the entry in the registry whitelist:"
      })
  void whatNearlyAllowsAnImageIsToldWithWhatToDo(
      String image, String entry, String why, String next) {
    // Given
    CurrentList list = CurrentList.of("docker.io/a digest=required\n" + entry, NOW);
    String message = list.decide(image, "demo").message();
    StoredResource agent =
        agent(
            image,
            status(
                "Pending",
                null,
                condition("ImageValidated", "False", "RegistryNotAllowed", message),
                NOT_VALIDATED));

    // When
    String text = text(agent, list, false);

    // Then
    assertThat(text.lines().map(String::strip))
        .contains(why, next, "kubectl edit configmap operator-config -n kube-system")
        .anyMatch(line -> line.startsWith("Allowed registries: docker.io/a{digest=required}"));
  }

  @Test
  void statusesOfOtherVersionsAreExplainedAsFarAsTheyGo() {
    // Given
    List<Map<String, Object>> statuses =
        List.of(
            Map.of("conditions", "text"),
            Map.of("conditions", List.of("text", Map.of("type", "ImageValidated"))),
            Map.of("conditions", List.of(condition("ImageValidated", "False", "New", "\u001b[2J"))),
            Map.of("conditions", List.of(condition("ImageValidated", "True", "New", "so"))),
            Map.of("phase", Map.of("a", "b")));

    // When, Then
    assertThat(statuses)
        .allSatisfy(
            status ->
                assertThat(text(agent("nginx", status), CurrentList.of("x.io", NOW), false))
                    .startsWith("Agent: my-agent\nPhase: ")
                    .matches("[ -~\n]+"));
  }
}
