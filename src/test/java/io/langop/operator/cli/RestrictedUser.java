package io.langop.operator.cli;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.langop.operator.support.LimitedUser;
import io.langop.operator.testcluster.TestCluster;

/** A user with few rights who runs commands. */
record RestrictedUser(LimitedUser user) {

  static RestrictedUser create(TestCluster cluster, String namespace, String name) {
    return new RestrictedUser(LimitedUser.create(cluster, namespace, name));
  }

  RestrictedUser may(String where, PolicyRule... rules) {
    return new RestrictedUser(user.may(where, rules));
  }

  Launcher launcher(Launcher admin) {
    return admin.withKubeconfig(user.kubeconfig());
  }
}
