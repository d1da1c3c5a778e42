package io.langop.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.cli.Launcher.Result;
import io.langop.operator.support.Allowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.ManyPods;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What runs in a cluster that has no operator, made by Kubernetes' own controllers. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class PodsAuditIT {

  /** No node runs these pods, so that they stay as they are. */
  private static final String WORKLOADS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: a, image: 'nginx:1'}], schedulerName: nobody}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: a, image: 'db.example.com/db:1'}], schedulerName: nobody}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: nightly}
      spec:
        schedule: 0 0 31 2 *
        suspend: true
        jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: x}], restartPolicy: Never}}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: bare}
      spec:
        schedulerName: nobody
        initContainers: [{name: i, image: 'nginx:1'}]
        containers: [{name: a, image: 'nginx:1'}]
        volumes: [{name: m, image: {reference: 'pods.example/m:1'}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: ended}
      spec: {schedulerName: nobody, containers: [{name: a, image: 'pods.example/ended:1'}]}
      """;

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: nightly-1
        ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: nightly, uid: UID, controller: true}]
      spec:
        template:
          spec:
            schedulerName: nobody
            restartPolicy: Never
            containers: [{name: a, image: 'nginx:2'}]
      """;

  private static final String LIST = "docker.io\ndb.example.com\n";

  @TempDir private static Path directory;

  private static TestCluster cluster;
  private static KubernetesClient client;
  private static String namespace;
  private static Allowlist allowlist;
  private static Launcher admin;

  @BeforeAll
  static void start(TestCluster started, TestNamespace own) {
    cluster = started;
    client = started.adminClient();
    namespace = own.name();
    allowlist = new Allowlist(client);
    allowlist.setText(LIST);
    admin = new Launcher(directory).withKubeconfig(cluster.adminKubeconfig());
    for (String manifest : WORKLOADS.split("---\n")) {
      client.resource(manifest).inNamespace(namespace).create();
    }
    HasMetadata cronJob =
        client.batch().v1().cronjobs().inNamespace(namespace).withName("nightly").get();
    client
        .resource(JOB.replace("UID", cronJob.getMetadata().getUid()))
        .inNamespace(namespace)
        .create();
    debug();
    end();
    Eventually.assertThat(
        () ->
            assertThat(client.pods().inNamespace(namespace).list().getItems())
                .as("pods of all workloads")
                .hasSize(6));
  }

  private static void debug() {
    Eventually.edited(
        client.pods().inNamespace(namespace).withName("bare").ephemeralContainers(),
        pod ->
            new PodBuilder(pod)
                .editSpec()
                .addToEphemeralContainers(
                    new EphemeralContainerBuilder()
                        .withName("debug")
                        .withImage("pods.example/debug:1")
                        .build())
                .endSpec()
                .build());
  }

  private static void end() {
    Eventually.editedStatus(
        client.pods().inNamespace(namespace).withName("ended"),
        pod -> new PodBuilder(pod).editOrNewStatus().withPhase("Succeeded").endStatus().build());
  }

  @AfterAll
  static void stop() {
    if (allowlist != null) {
      allowlist.delete();
    }
  }

  @Test
  void everyImageIsToldWithTheWorkloadThatAPersonKnows() {
    // When
    Result result = admin.run("pods", "audit", "-n", namespace);

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                """
                REGISTRY         ALLOWED   IMAGE                  PODS   BECAUSE                  USED BY
                db.example.com   yes       db.example.com/db:1    1      entry 'db.example.com'   statefulset NS/db
                docker.io        yes       nginx:1                3      entry 'docker.io'        deployment NS/web, pod NS/bare
                docker.io        yes       nginx:2                1      entry 'docker.io'        cronjob NS/nightly
                pods.example     no        pods.example/debug:1   1      registry not listed      pod NS/bare
                pods.example     no        pods.example/m:1       1      registry not listed      pod NS/bare

                1 of 5 pods have an image that is not allowed.
                """
                    .replace("NS", namespace),
                "1 pod has ended and is not counted.\n"));
  }

  @Test
  void namesCanBeCheckedAgainAndAllNamespacesAreLookedAt() throws IOException {
    // When
    Result names = admin.run("pods", "audit", "-n", namespace, "-o", "name");
    Result everywhere = admin.run("pods", "audit", "-A", "-o", "json");

    // Then
    assertThat(names.out())
        .isEqualTo(
            """
            db.example.com/db:1
            nginx:1
            nginx:2
            pods.example/debug:1
            pods.example/m:1
            """);
    assertThat(everywhere.exitCode()).isEqualTo(1);
    assertThat(new OutputSchema().problems("podsAudit", everywhere.out())).isEmpty();
    assertThat(json(everywhere).findValuesAsText("namespace")).contains(namespace);
  }

  @Test
  void anEmptyNamespaceIsNoError() {
    // Given
    String empty = TestNamespace.create(client, "empty").name();

    // When
    Result result = admin.run("pods", "audit", "-n", empty);

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                0, "", "No pod runs in namespace '%s'; -A looks everywhere.\n".formatted(empty)));
  }

  @Test
  void whoMayOnlyListThePodsOfOneNamespaceIsToldWhatIsLeftOut() throws IOException {
    // Given
    Path list = Files.writeString(directory.resolve("list"), LIST);
    Launcher user =
        RestrictedUser.create(cluster, namespace, "lister")
            .may(
                namespace,
                new PolicyRuleBuilder()
                    .withApiGroups("")
                    .withResources("pods")
                    .withVerbs("list")
                    .build())
            .launcher(admin);
    String[] audit = {"pods", "audit", "-n", namespace, "--file", list.toString()};
    Eventually.assertThat(() -> assertThat(user.run(audit).exitCode()).isLessThan(3));

    // When
    Result own = user.run(audit);
    Result byListInForce = user.run("pods", "audit", "-n", namespace);
    Result everywhere = user.run("pods", "audit", "-A", "--file", list.toString());

    // Then
    assertThat(own.exitCode()).isEqualTo(1);
    assertThat(own.out())
        .contains("deployment " + namespace + "/web, pod", "job " + namespace + "/nightly-1");
    assertThat(own.err())
        .isEqualTo(
            """
            You may not list ReplicaSets, so Deployments are told by the names of their pods.
            You may not list Jobs, so Jobs are shown and not the CronJobs that made them.
            You may not list Deployments, so those of agents and tools are shown as Deployments.
            1 pod has ended and is not counted.
            """);
    assertThat(byListInForce.exitCode()).isEqualTo(3);
    assertThat(byListInForce.err()).startsWith("aictl: Forbidden: ").contains("configmaps");
    assertThat(everywhere.exitCode()).isEqualTo(3);
    assertThat(everywhere.err())
        .startsWith("aictl: Forbidden: ")
        .contains("pods")
        .endsWith(". Ask an administrator for this right.\n");
  }

  @Test
  void editsCountPodsWhereThatIsPermitted() throws IOException {
    // Given
    OperatorInstall.shipped().apply(cluster); // for the kinds of agents and tools
    Launcher keeper =
        RestrictedUser.create(cluster, namespace, "keeper")
            .may(
                allowlist.resource().require().getMetadata().getNamespace(),
                new PolicyRuleBuilder()
                    .withApiGroups("")
                    .withResources("configmaps")
                    .withVerbs("get")
                    .build())
            .launcher(admin);
    String[] remove = {"registries", "remove", "db.example.com", "--dry-run"};
    Eventually.assertThat(() -> assertThat(keeper.run(remove).exitCode()).isZero());

    // When
    Result removal = admin.run(remove);
    Result addition = admin.run("registries", "add", "pods.example", "--dry-run", "-o", "json");
    Result proposal =
        admin.runWithInput("docker.io\n", "registries", "audit", "-n", namespace, "--propose", "-");
    Result uncounted = keeper.run(remove);

    // Then
    assertThat(removal.out())
        .contains(
            """
            Pods with images that would be refused: 1
              statefulset NS/db: 1 pod with db.example.com/db:1
            They keep running. New ones like them are refused where admission enforces the list.
            Dry run: nothing was changed.
            """
                .replace("NS", namespace));
    assertThat(json(addition).at("/podEffect/wouldBeAllowed").asInt()).isEqualTo(1);
    assertThat(json(addition).at("/podEffect/allowedWorkloads/0/name").asText()).isEqualTo("bare");
    assertThat(proposal.out())
        .endsWith("With the proposed list 3 of 5 pods would be allowed.\n")
        .contains("Pods with images that would be refused: 1\n");
    assertThat(uncounted.exitCode()).isZero();
    assertThat(uncounted.out()).contains("The pods of all namespaces cannot be listed, so");
  }

  @Test
  void moreThanOnePageOfPodsIsRead() throws IOException {
    // Given
    String many = TestNamespace.create(client, "many").name();
    ManyPods.create(client, many, 0, 1_001);

    // When
    Result result = admin.run("pods", "audit", "-n", many, "-o", "json");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(json(result).get("pods").asInt()).isEqualTo(1_001);
    client.namespaces().withName(many).delete();
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }
}
