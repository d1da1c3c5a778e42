package io.langop.operator.bench;

import io.langop.operator.testcluster.OperatorProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The operators of some releases, which have the namespaces of the agents between them. A single
 * one watches all namespaces.
 */
final class Releases implements AutoCloseable {

  private final List<OperatorProcess> operators = new ArrayList<>();

  private Releases() {}

  static Releases start(int count, Path kubeconfig, List<String> options) {
    Releases releases = new Releases();
    for (int release = 0; release < count; release++) {
      OperatorProcess.Builder operator = OperatorProcess.with(kubeconfig).options(options);
      if (count > 1) {
        operator
            .environment("LANGUAGE_OPERATOR_WATCHED_NAMESPACES", namespaces(release, count))
            .environment(
                "LANGUAGE_OPERATOR_LEADER_ELECTION_LEASE_NAME", "language-operator-" + release);
      }
      releases.operators.add(operator.start());
    }
    return releases;
  }

  private static String namespaces(int release, int count) {
    return String.join(
        ",",
        IntStream.range(0, Agents.NAMESPACES)
            .filter(namespace -> namespace % count == release)
            .mapToObj(Agents::namespace)
            .toList());
  }

  void awaitReady(Duration limit) {
    operators.forEach(operator -> operator.awaitReady(limit));
  }

  /** What all of them use together. */
  ProcessUsage usage() {
    return new ProcessUsage(operators.stream().map(OperatorProcess::pid).toList());
  }

  @Override
  public void close() {
    operators.forEach(OperatorProcess::close);
  }
}
