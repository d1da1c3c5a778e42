package io.langop.operator.demo;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.testcluster.TestCluster;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the story is played: what it shows with kubectl, and what it verifies with a client of its
 * own.
 *
 * @param workspace a directory for files that nobody needs afterwards
 * @param ours whether the cluster was made for this demo
 */
record Stage(
    TestCluster cluster,
    Kubectl kubectl,
    Screen screen,
    String namespace,
    Path project,
    Path workspace,
    boolean ours) {

  static final String ALLOWLIST = "operator-config";
  static final String ALLOWLIST_NAMESPACE = "kube-system";
  static final String ALLOWLIST_KEY = "allowed-registries";

  static final String CATALOG = "profiler-images";
  static final String CATALOG_NAMESPACE = "toe-system";

  private static final List<String> CRDS =
      List.of(
          "target/kubernetes/languageagents.langop.io-v1.yml",
          "target/kubernetes/languagetools.langop.io-v1.yml",
          "target/kubernetes/powertools.codriverlabs.ai.toe.run-v1.yml");
  private static final String COMPILED = "target/kubernetes/compiledallowlists.langop.io-v1.yml";
  private static final String RBAC = "src/main/kubernetes/rbac.yml";
  private static final String DEFAULT_ALLOWLIST = "src/config/manager/registry-whitelist.yaml";

  void install(Visit visit) {
    kubectl.run("get", "nodes");
    if (ours) {
      kubectl.run("create", "namespace", namespace);
      kubectl.run("create", "namespace", CATALOG_NAMESPACE);
      kubectl.run("apply", "-f", CRDS.get(0), "-f", CRDS.get(1), "-f", CRDS.get(2), "-f", COMPILED);
      kubectl.run("apply", "-f", RBAC, "-f", DEFAULT_ALLOWLIST);
    } else {
      visit.refuseIfOperatorRuns("language-operator");
      visit.createNamespace(namespace);
      CRDS.forEach(crd -> visit.addMissing(project.resolve(crd)));
      visit.borrowCatalog(CATALOG_NAMESPACE, CATALOG);
      visit.addMissing(project.resolve(RBAC));
      visit.borrowAllowlist(project.resolve(DEFAULT_ALLOWLIST));
    }
    kubectl.run(
        "wait",
        "--for=condition=Established",
        "--timeout=60s",
        "crd/languageagents.langop.io",
        "crd/languagetools.langop.io",
        "crd/powertools.codriverlabs.ai.toe.run");
  }

  KubernetesClient client() {
    return cluster.adminClient();
  }

  ConfigMap allowlist() {
    return client().configMaps().inNamespace(ALLOWLIST_NAMESPACE).withName(ALLOWLIST).require();
  }

  /** The lines of the allowlist. */
  List<String> registries() {
    return allowlist().getData().get(ALLOWLIST_KEY).lines().toList();
  }

  /** Replaces the lines of the allowlist, as an administrator does. */
  void setRegistries(List<String> registries) {
    kubectl.run(
        "patch",
        "configmap",
        ALLOWLIST,
        "-n",
        ALLOWLIST_NAMESPACE,
        "--type=merge",
        "-p",
        "{\"data\":{\"%s\":\"%s\\n\"}}".formatted(ALLOWLIST_KEY, String.join("\\n", registries)));
  }

  LanguageAgent agent(String name) {
    return client().resources(LanguageAgent.class).inNamespace(namespace).withName(name).get();
  }

  LanguageTool tool(String name) {
    return client().resources(LanguageTool.class).inNamespace(namespace).withName(name).get();
  }

  PowerTool powerTool(String name) {
    return client().resources(PowerTool.class).inNamespace(namespace).withName(name).get();
  }

  List<Pod> podsOf(String app) {
    return client().pods().inNamespace(namespace).withLabel("app", app).list().getItems();
  }

  /** Simulated nodes run any image, real ones only those that can be pulled. */
  boolean simulated() {
    return client().nodes().list().getItems().stream()
        .allMatch(node -> node.getStatus().getNodeInfo().getKubeletVersion().startsWith("kwok"));
  }
}
