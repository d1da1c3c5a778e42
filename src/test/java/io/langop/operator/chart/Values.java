package io.langop.operator.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * One way to install the chart.
 *
 * @param title what is particular about it
 * @param yaml the values
 */
record Values(String title, String yaml) {

  /** The matrix that everything rendered is tried with. */
  static Stream<Values> all() {
    return Stream.concat(ofThisTest(), ofChartTesting());
  }

  /** The sets that come with the chart's sources, where the tool chart-testing looks for them. */
  static Stream<Values> ofChartTesting() {
    return FileTree.read(Path.of("src/main/helm/ci")).files().entrySet().stream()
        .filter(file -> file.getKey().endsWith("-values.yaml"))
        .map(file -> new Values("ci " + file.getKey(), file.getValue()));
  }

  private static Stream<Values> ofThisTest() {
    return Stream.of(
        new Values("defaults", "{}"),
        new Values("one replica", "{replicas: 1, leaderElection: {enabled: false}}"),
        new Values("none at all", "{replicas: 0}"),
        new Values(
            "a list of namespaces and other names",
            """
            watchNamespaces: [chart-a, chart-b]
            fullnameOverride: guard
            allowlist: {namespace: chart-a, name: my-list, key: list, managed: true, registries: []}
            catalog:
              {namespace: chart-b, name: my-tools, managed: true,
               images: {aperf: "r.example/aperf:1"}, settingsName: my-settings,
               settings: {aperf: {securityContext: {runAsUser: 2000000000}, namespaces: [chart-a]},
                          aprof: "maxDuration: 10m\\n"}}
            leaderElection: {leaseName: my-lease}
            """),
        new Values(
            "no cluster-wide rights of ours",
            """
            crds: {install: false}
            rbac: {create: false, aggregate: false}
            serviceAccount: {create: false, name: mine}
            allowlist: {create: false}
            catalog: {create: false}
            powertool: {enabled: false}
            admission: {enabled: false}
            releaseGuard: {enabled: false}
            podDisruptionBudget: {enabled: false}
            """),
        new Values(
            "monitoring",
            """
            serviceMonitor:
              {enabled: true, namespace: chart-a, labels: {release: prometheus}, interval: 30s,
               scrapeTimeout: 10s, relabelings: [{action: labeldrop, regex: pod}],
               metricRelabelings: [{action: labeldrop, regex: uid}]}
            prometheusRule:
              {enabled: true, namespace: chart-a, labels: {release: prometheus},
               alertLabels: {team: platform}, extraRules: [{record: "a:b", expr: "1"}]}
            dashboard: {enabled: true, namespace: chart-a, annotations: {grafana_folder: Operators}}
            """),
        new Values(
            "everything about the pods",
            """
            nameOverride: guard
            commonLabels: {team: platform}
            commonAnnotations: {note: ours}
            image: {registry: r.example:5000, tag: "1.0", pullPolicy: Always}
            imagePullSecrets: [pull, {name: another}]
            deploymentAnnotations: {reloader: "true"}
            strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 2, maxUnavailable: 1}}
            dnsPolicy: None
            dnsConfig:
              {nameservers: [10.0.0.10], searches: [corp.example], options: [{name: ndots, value: "2"}]}
            global: {imagePullSecrets: [shared], ofAnotherChart: 1}
            tests: {resources: {requests: {cpu: 1m}, limits: {cpu: 1}}}
            replicas: 3
            audit: {enabled: true}
            reports: {enabled: true}
            admission: {pods: false, templates: off, resources: off, authorRights: warn}
            revocationPolicy: stop
            log: {level: DEBUG, json: true}
            serviceAccount: {name: its-own, annotations: {a: b}}
            resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: "2", memory: 2Gi}}
            podSecurityContext: {runAsUser: 1234, fsGroup: 1234}
            podLabels: {sidecar: "no"}
            podAnnotations: {scrape: "yes"}
            priorityClassName: system-cluster-critical
            nodeSelector: {kubernetes.io/os: linux}
            tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists}]
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: Exists}]}]
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}
            terminationGracePeriodSeconds: 60
            revisionHistoryLimit: 0
            startupProbe: {initialDelaySeconds: 1}
            extraEnv:
              - {name: JAVA_TOOL_OPTIONS, value: -Xmx1g}
              - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            extraEnvFrom: [{configMapRef: {name: more, optional: true}}]
            extraVolumes: [{name: more, emptyDir: {}}]
            extraVolumeMounts: [{name: more, mountPath: /more}]
            hostNetwork: true
            extraContainers: [{name: proxy, image: "r.example/proxy:1"}]
            extraInitContainers: [{name: before, image: "r.example/before:1"}]
            podDisruptionBudget: {minAvailable: 50%, unhealthyPodEvictionPolicy: IfHealthyBudget}
            service: {port: 80, annotations: {a: b}}
            networkPolicy:
              {enabled: true, ingressFrom: [{namespaceSelector: {}}], apiServerPorts: [6443],
               apiServerCidrs: [10.0.0.0/8], extraEgress: [{to: [{podSelector: {}}]}]}
            extraObjects:
              - {apiVersion: v1, kind: ConfigMap, metadata: {name: "{{ .Release.Name }}-more"}}
            """),
        new Values(
            "what few need",
            """
            image:
              digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            global: {imageRegistry: mirror.example}
            crds: {keep: false}
            securityContext: {seLinuxOptions: {level: "s0:c1,c2"}}
            livenessProbe: {periodSeconds: 20}
            readinessProbe: {periodSeconds: 5}
            podDisruptionBudget: {minAvailable: null, maxUnavailable: 1}
            service: {ipFamilyPolicy: SingleStack, ipFamilies: [IPv4]}
            serviceMonitor:
              {enabled: true, authorization: {credentials: {name: token, key: token}}}
            prometheusRule: {enabled: true, runbookUrl: "https://wiki.example/runbooks/"}
            dashboard: {enabled: true, labels: {dashboards: ours}}
            tests: {image: "mirror.example/busybox:1.37"}
            """));
  }

  /** A file with the values. */
  Path file(Path directory) {
    try {
      return Files.writeString(directory.resolve(title.replace(' ', '-') + ".yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
