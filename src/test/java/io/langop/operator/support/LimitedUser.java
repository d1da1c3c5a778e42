package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.testcluster.TestCluster;
import java.nio.file.Path;

/** Somebody with few rights: a ServiceAccount of a namespace. */
public record LimitedUser(TestCluster cluster, String namespace, String name) {

  /** Creates a user who has no rights yet. */
  public static LimitedUser create(TestCluster cluster, String namespace, String name) {
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
    return new LimitedUser(cluster, namespace, name);
  }

  /** Grants rights in a namespace. The API server learns of them through a watch of its own. */
  public LimitedUser may(String where, PolicyRule... rules) {
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

  /** Takes the rights in a namespace away again. */
  public void mayNothing(String where) {
    String role = namespace + "-" + name;
    cluster.adminClient().rbac().roleBindings().inNamespace(where).withName(role).delete();
    cluster.adminClient().rbac().roles().inNamespace(where).withName(role).delete();
  }

  /** A kubeconfig with a token of this user. */
  public Path kubeconfig() {
    return cluster.kubeconfigFor(namespace, name);
  }
}
