package io.langop.operator.cli.cluster;

import io.langop.operator.cli.ConfigMapPlace;
import io.langop.operator.cli.registries.CurrentList;

/** stub. */
public final class Cluster implements AutoCloseable {
  public CurrentList allowlist(ConfigMapPlace place) {
    return new CurrentList.Missing(place.shown());
  }

  @Override
  public void close() {}
}
