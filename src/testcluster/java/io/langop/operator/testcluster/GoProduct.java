package io.langop.operator.testcluster;

import java.util.List;
import java.util.Optional;

/** What the tests build from source with Go, each from a Go module of its own. */
enum GoProduct {
  KUBERNETES(
      "Kubernetes",
      "k8s.io/kubernetes",
      "src/test/cluster",
      "about 8 minutes on 2 cores",
      "or start Docker, or name an existing cluster with -Dcluster.kubeconfig=FILE",
      List.of(
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubectl",
          "kwok",
          "kwokctl")) {
    @Override
    String linkerFlags(String version) {
      return kubernetesFlags(version);
    }
  },
  OLDEST_KUBERNETES(
      "the oldest supported Kubernetes",
      "k8s.io/kubernetes",
      "src/test/cluster-oldest",
      "about 5 minutes on 2 cores",
      "or leave out -Dcluster.kubernetes",
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler")) {
    @Override
    String linkerFlags(String version) {
      return kubernetesFlags(version);
    }

    @Override
    boolean onlyByName() {
      return true;
    }
  },
  HELM(
      "Helm",
      "helm.sh/helm/v3",
      "src/test/helm",
      "about 2 minutes on 2 cores",
      "or put a helm 3 on the PATH",
      List.of("helm")) {
    @Override
    Optional<ProgramImage> image() {
      return Optional.of(new ProgramImage("docker.io/alpine/helm:3.17.3", "/usr/bin"));
    }
  },
  PROMETHEUS(
      "Prometheus",
      "github.com/prometheus/prometheus",
      "src/test/prometheus",
      "about 3 minutes on 2 cores",
      "or put prometheus and promtool on the PATH",
      List.of("prometheus", "promtool")) {
    /* The clients of every cloud whose machines Prometheus can discover; the tests name their target. */
    @Override
    List<String> leftOut() {
      return List.of("plugins/plugins.go");
    }

    @Override
    Optional<ProgramImage> image() {
      return Optional.of(new ProgramImage("docker.io/prom/prometheus:v3.5.0", "/bin"));
    }
  };

  private final String title;
  private final String module;
  private final String sources;
  private final String estimate;
  private final String alternative;
  private final List<String> programs;

  GoProduct(
      String title,
      String module,
      String sources,
      String estimate,
      String alternative,
      List<String> programs) {
    this.title = title;
    this.module = module;
    this.sources = sources;
    this.estimate = estimate;
    this.alternative = alternative;
    this.programs = programs;
  }

  /** As people call it. */
  String title() {
    return title;
  }

  /** The module whose version counts as the product's. */
  String module() {
    return module;
  }

  /** The directory with {@code go.mod} and {@code go.sum}, relative to the project's. */
  String sources() {
    return sources;
  }

  /** The directory's own name, in the project as in the cache. */
  String directory() {
    return sources.substring(sources.lastIndexOf('/') + 1);
  }

  /** How long the first build takes. */
  String estimate() {
    return estimate;
  }

  /** What somebody can do who has no Go. */
  String alternative() {
    return alternative;
  }

  /** The names of the programs. */
  List<String> programs() {
    return programs;
  }

  /** Where the programs are taken from on a machine that has Docker and no Go. */
  Optional<ProgramImage> image() {
    return Optional.empty();
  }

  /** Files of the module that are not built, to save the time that their dependencies take. */
  List<String> leftOut() {
    return List.of();
  }

  /** Whether it takes too long to be built by those who did not ask for it. */
  boolean onlyByName() {
    return false;
  }

  /** What has an influence on the programs besides the module itself. */
  String linkerFlags(String version) {
    return "-s -w";
  }

  private static String kubernetesFlags(String version) {
    String[] numbers = version.substring(1).split("\\.");
    String variable = " -X k8s.io/component-base/version.";
    return "-s -w"
        + variable
        + ("gitVersion=" + version)
        + variable
        + ("gitMajor=" + numbers[0])
        + variable
        + ("gitMinor=" + numbers[1])
        + variable
        + "gitTreeState=clean";
  }
}
