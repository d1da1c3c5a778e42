package io.langop.operator.workload;

import static io.langop.operator.workload.Workload.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.support.DeploymentWrites;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the API server fills in or writes otherwise is no reason to write a Deployment again. */
@ExtendWith(ClusterExtension.class)
@Tag("native")
class QuietDeploymentIT {

  /** Each is stored in another form than it is written in. */
  private static final String SPEC =
      """
      image: nginx
      env:
        - {name: EMPTY, value: ''}
        - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
        - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1024Ki}}}
      envFrom: [{prefix: '', configMapRef: {name: settings, optional: true}}]
      resources: {limits: {cpu: 1000m, memory: 1024Mi}, requests: {cpu: '0.5', memory: 0.5Gi}}
      nodeSelector: {}
      tolerations: [{key: '', operator: Exists}]
      priorityClassName: ''
      topologySpreadConstraints:
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}
      volumes:
        - {name: scratch, emptyDir: {medium: '', sizeLimit: 1024Mi}}
        - {name: settings, configMap: {name: settings, optional: true}}
        - {name: secret, secret: {secretName: secret, optional: true}}
        - {name: pod, downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}}
        - {name: log, hostPath: {path: /var/log}}
        - {name: claim, persistentVolumeClaim: {claimName: data, readOnly: false}}
        - {name: model, image: {reference: acme/model}}
        - name: all
          projected:
            sources:
              - {serviceAccountToken: {path: token}}
              - {downwardAPI: {items: [{path: cpu, resourceFieldRef: {containerName: x, resource: limits.cpu}}]}}
      volumeMounts: [{name: scratch, mountPath: /tmp, readOnly: false, subPath: ''}]
      livenessProbe: {httpGet: {port: 8080}, initialDelaySeconds: 0}
      readinessProbe: {grpc: {port: 9000}}
      startupProbe: {tcpSocket: {port: http, host: ''}}
      podLabels: {team: ''}
      """;

  private static Scene scene;

  @BeforeAll
  static void start(TestCluster cluster, TestNamespace namespace) {
    // Writes are counted, so this operator must not care for what other tests left.
    scene =
        Scene.start(
            cluster, namespace, Map.of("LANGUAGE_OPERATOR_WATCHED_NAMESPACES", namespace.name()));
  }

  @AfterAll
  static void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWorkloadThatIsReconciledAgainIsNotWrittenAgain(Kind kind) {
    // Given
    Workload workload = scene.workload(kind, "quiet-" + kind.component()).create(SPEC);
    await(() -> assertThat(workload.findDeployment()).as(workload::explanation).isPresent());
    Quiet quiet = Quiet.now(scene, workload);

    // When
    quiet.reconcile(20);

    // Then
    quiet.assertStillTrue();
  }

  @Test
  void anOperatorThatIsStartedAgainWritesNothingAgain() {
    // Given
    Workload agent = scene.agent("restarted").create(SPEC);
    await(() -> assertThat(agent.findDeployment()).as(agent::explanation).isPresent());
    Quiet quiet = Quiet.now(scene, agent);

    // When
    scene.restartOperator();
    quiet.reconcile(3);

    // Then
    quiet.assertStillTrue();
  }

  /** How a Deployment is, and how often any was written. */
  record Quiet(Scene scene, Workload workload, long generation, long writes) {

    static Quiet now(Scene scene, Workload workload) {
      scene.awaitSentinel(Kind.AGENT);
      return new Quiet(
          scene,
          workload,
          workload.deployment().getMetadata().getGeneration(),
          DeploymentWrites.count(scene.client()));
    }

    /** Somebody takes the conditions away, which the operator sees and writes again. */
    void reconcile(int times) {
      for (int i = 0; i < times; i++) {
        workload.editStatus("status: {conditions: null}");
        await(() -> assertThat(workload.status().getConditions()).hasSize(2));
      }
    }

    void assertStillTrue() {
      assertThat(Quiet.now(scene, workload)).isEqualTo(this);
    }
  }
}
