package io.langop.operator.cli.cluster;

import io.langop.operator.cli.GlobalOptions;
import io.langop.operator.cli.Session;

/** stub. */
public final class Clusters {
  private Clusters() {}

  public static Cluster connect(GlobalOptions options, Session session) {
    return new Cluster();
  }
}
