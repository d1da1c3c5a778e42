package io.langop.operator.cli;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.testcluster.TestCluster;

/** Somebody with few rights: a ServiceAccount of a namespace. */
record RestrictedUser(TestCluster cluster, String namespace, String name) {

  static RestrictedUser create(TestCluster cluster, String namespace, String name) {
    cluster
        .adminClient()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build())
        .create();
    return new RestrictedUser(cluster, namespace, name);
  }

  /** Grants rights in a namespace. The API server learns of them through a watch of its own. */
  RestrictedUser may(String where, PolicyRule... rules) {
    KubernetesClient client = cluster.adminClient();
    String role = namespace + "-" + name;
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withNamespace(where)
                .withName(role)
                .endMetadata()
                .withRules(rules)
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(where)
                .withName(role)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", role)
                .addNewSubject("", "ServiceAccount", name, namespace)
                .build())
        .create();
    return this;
  }

  Launcher launcher(Launcher admin) {
    return admin.withKubeconfig(cluster.kubeconfigFor(namespace, name));
  }
}
