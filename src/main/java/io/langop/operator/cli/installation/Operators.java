package io.langop.operator.cli.installation;

import io.langop.operator.cli.cluster.OperatorDeployment;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.command.GlobalOptions;
import java.util.List;
import java.util.Optional;

/** The operators of a cluster, and what they are set to, as far as the user may see it. */
record Operators(Reading<List<OperatorDeployment>> found) {

  /** That of the operator; of the options if it cannot be seen or if there are several. */
  ConfigMapPlace allowlist(GlobalOptions options) {
    return only().map(one -> one.allowlist(options.allowlist())).orElseGet(options::allowlist);
  }

  /** The same for the catalog. */
  ConfigMapPlace catalog(GlobalOptions options) {
    return only().map(one -> one.catalog(options.catalog())).orElseGet(options::catalog);
  }

  private Optional<OperatorDeployment> only() {
    return found.isRead() && found.value().size() == 1
        ? Optional.of(found.value().get(0))
        : Optional.empty();
  }

  /** Whether any of them has something switched on. */
  boolean anyHas(String property) {
    return found.isRead() && found.value().stream().anyMatch(one -> one.isOn(property));
  }

  /** Whether all of them have something switched off. */
  boolean areWithout(String property) {
    return found.isRead()
        && !found.value().isEmpty()
        && found.value().stream().allMatch(one -> one.isOff(property));
  }
}
