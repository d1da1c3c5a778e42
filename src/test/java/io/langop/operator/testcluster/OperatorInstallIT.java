package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.support.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ClusterExtension.class)
class OperatorInstallIT {
  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: samples.testcluster.example}
      spec:
        group: testcluster.example
        scope: Namespaced
        names: {kind: Sample, plural: samples}
        versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object}}
      """;
  private static final String RBAC =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: language-operator, namespace: kube-system}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: install-test, namespace: install-test}
      rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list, watch]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: install-test, namespace: install-test}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: install-test}
      subjects: [{kind: ServiceAccount, name: language-operator, namespace: kube-system}]
      """;

  @TempDir Path directory;

  @Test
  void installsAndActsAsTheServiceAccount(
      TestCluster cluster, KubernetesClient admin, TestNamespace namespace) throws IOException {
    // Given
    Files.writeString(directory.resolve("samples.testcluster.example-v1.yml"), CRD);
    Path rbac = Files.writeString(directory.resolve("rbac.yml"), RBAC);
    OperatorInstall install = new OperatorInstall(directory, rbac);

    // When
    install.apply(cluster);
    Path kubeconfig = install.apply(cluster); // a second time changes nothing

    // Then
    assertThat(
            admin
                .genericKubernetesResources("testcluster.example/v1", "Sample")
                .inNamespace(namespace.name())
                .list()
                .getItems())
        .isEmpty();
    try (KubernetesClient operator = Clients.of(kubeconfig)) {
      Eventually.assertThat(
          () ->
              assertThat(operator.configMaps().inNamespace("install-test").list().getItems())
                  .isNotNull());
      assertThatThrownBy(() -> operator.configMaps().inNamespace(namespace.name()).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    } finally {
      admin
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName("samples.testcluster.example")
          .delete();
      // The namespace takes its time, and others look at the account's bindings.
      admin.rbac().roleBindings().inNamespace("install-test").withName("install-test").delete();
      admin.namespaces().withName("install-test").delete();
    }
  }

  @Test
  void missingCrdsAreToldWithTheCommandThatMakesThem(TestCluster cluster) {
    OperatorInstall install = new OperatorInstall(directory, directory.resolve("rbac.yml"));

    assertThatThrownBy(() -> install.applyCrds(cluster.adminClient()))
        .hasMessageContaining("mvn package");
  }
}
