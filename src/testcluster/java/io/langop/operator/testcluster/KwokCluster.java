package io.langop.operator.testcluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A Kubernetes made of processes on this machine: etcd, API server, controller manager and
 * scheduler are the real programs; only the nodes and what runs on them are simulated, by kwok. It
 * needs no container engine and no network.
 *
 * <p>Everything it writes is in one temporary directory, and every process is started from a path
 * in that directory, which is how the {@link Reaper} finds what to remove.
 */
public final class KwokCluster implements TestCluster {
  private static final int ATTEMPTS = 3;
  private static final int DEFAULT_NODES = 2;
  private static final String NAME = "test";

  /** Twice the memory for half of the collections, which took a quarter of an API server's time. */
  private static final String GARBAGE_PERCENT = "200";

  /**
   * What a controller manager says that has waited 20 seconds for its API server, which is not long
   * enough where the machine is busy. Elsewhere a kubelet starts it again.
   */
  private static final String GAVE_UP = "failed to wait for apiserver being healthy";

  private static final String NODE_LEASES = "kube-node-lease";
  private static final List<String> COMPONENTS =
      List.of(
          "etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok-controller");

  private final KubernetesPrograms programs;
  private final Path directory;
  private final Reaper reaper;
  private ClusterAccess access;

  private KwokCluster(KubernetesPrograms programs, Path directory) {
    this.programs = programs;
    this.directory = directory;
    this.reaper = Reaper.ofDirectory(directory);
  }

  /** A cluster with two nodes. */
  public static KwokCluster start() {
    return start(DEFAULT_NODES);
  }

  /** A cluster with {@code nodes} nodes; returns when pods can run on them. */
  public static KwokCluster start(int nodes) {
    return start(nodes, false);
  }

  /** A cluster with two nodes, whose API server writes down who asked for what. */
  public static KwokCluster startAudited() {
    return start(DEFAULT_NODES, true);
  }

  private static KwokCluster start(int nodes, boolean audited) {
    KubernetesPrograms programs = KubernetesPrograms.prepare();
    for (int attempt = 1; ; attempt++) {
      KwokCluster cluster = new KwokCluster(programs, newDirectory());
      try {
        cluster.create(nodes, audited);
        return cluster;
      } catch (PortTaken e) {
        cluster.close();
        if (attempt == ATTEMPTS) {
          throw new ClusterException(
              "The test cluster's ports were taken by others %d times".formatted(ATTEMPTS), e);
        }
      } catch (RuntimeException | Error e) {
        cluster.close();
        throw e;
      }
    }
  }

  private static Path newDirectory() {
    try {
      Path directory = Files.createTempDirectory("language-operator-cluster-").toRealPath();
      Files.createDirectory(directory.resolve("bin"));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create(int nodes, boolean audited) {
    Path bin = directory.resolve("bin");
    try {
      programs.linkInto(bin);
      Files.writeString(
          configuration(),
          KwokConfiguration.create(bin, audited ? Optional.of(auditPolicy()) : Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    kwokctl("create", "cluster", "--kubeconfig", adminKubeconfig().toString());
    access = new ClusterAccess(adminKubeconfig(), directory);
    awaitHealthy("the API server is ready", access::apiServerReady);
    scaleNodes(nodes);
    awaitHealthy(
        "pods can be created",
        () ->
            adminClient().serviceAccounts().inNamespace("default").withName("default").get()
                != null);
  }

  private Path auditPolicy() throws IOException {
    return Files.writeString(
        directory.resolve("audit-policy.yaml"), KwokConfiguration.resource("audit-policy.yaml"));
  }

  /**
   * Runs one command of kwokctl and returns when it has ended. Fails as soon as a component of the
   * cluster dies.
   */
  private void kwokctl(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(directory.resolve("bin/kwokctl").toString());
    command.addAll(List.of("--name", NAME, "--config", configuration().toString()));
    command.addAll(List.of(arguments));
    Path log = directory.resolve("kwokctl.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KWOK_") || name.equals("KUBECONFIG"));
    environment.put("HOME", directory.toString()); // the user's own files are none of its business
    environment.put("KWOK_WORKDIR", directory.resolve("kwok").toString());
    environment.put("KWOK_KUBE_VERSION", programs.version());
    environment.putIfAbsent("GOGC", GARBAGE_PERCENT);
    environment.merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    try {
      Process process = builder.start();
      awaitHealthy("kwokctl " + String.join(" ", arguments) + " is done", () -> !process.isAlive());
      if (process.exitValue() != 0) {
        throw new ClusterException(
            "kwokctl %s failed with exit code %d:%n%s"
                .formatted(
                    String.join(" ", arguments), process.exitValue(), Files.readString(log)));
      }
    } catch (IOException e) {
      throw new ClusterException("kwokctl could not be run", e);
    }
  }

  private void awaitHealthy(String what, Callable<Boolean> condition) {
    Await.until(
        what,
        () -> {
          for (String name : COMPONENTS) {
            KwokProcess component = component(name);
            if (component.dead()) {
              String log = component.logTail();
              if (log.contains("address already in use")) {
                throw new PortTaken(name);
              }
              if (log.contains(GAVE_UP)) {
                component.start();
                continue;
              }
              throw new ClusterException(
                  "%s of the test cluster has ended by itself:%n%s".formatted(name, log));
            }
          }
          return condition.call();
        });
  }

  @Override
  public Path adminKubeconfig() {
    return directory.resolve("admin.kubeconfig");
  }

  @Override
  public KubernetesClient adminClient() {
    return access.client();
  }

  @Override
  public Optional<Path> kubectl() {
    return Commands.onPath("kubectl").or(() -> Optional.of(programs.program("kubectl")));
  }

  @Override
  public Path kubeconfigFor(String namespace, String serviceAccount) {
    return access.kubeconfigFor(namespace, serviceAccount);
  }

  @Override
  public void stop(Component component) {
    component(nameOf(component)).kill();
  }

  @Override
  public void start(Component component) {
    KwokProcess process = component(nameOf(component));
    process.start();
    Await.until(
        process.name() + " serves again",
        () -> {
          if (!process.running()) {
            throw new ClusterException(
                "%s has ended by itself:%n%s".formatted(process.name(), process.logTail()));
          }
          return serves(component);
        });
    if (component("kube-apiserver").running()) {
      restartNodes();
    }
  }

  /*
   * A kubelet repeats a write that failed. kwok (0.8.0, shouldRetry) does so for some errors only, so a pod could wait
   * for ever for what its node was about to tell. Without its Leases it takes the nodes back at once.
   */
  private void restartNodes() {
    KwokProcess nodes = component("kwok-controller");
    nodes.kill();
    adminClient().leases().inNamespace(NODE_LEASES).delete();
    nodes.start();
  }

  /* etcd is back when the API server has found it again, if there is one that could. */
  private boolean serves(Component component) {
    if (component == Component.ETCD && !etcdHealthy()) {
      return false;
    }
    return !component("kube-apiserver").running() || access.apiServerReady();
  }

  private boolean etcdHealthy() {
    URI health = URI.create(component("etcd").flag("--listen-client-urls") + "/health");
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for etcd", e);
    }
  }

  @Override
  public void scaleNodes(int count) {
    kwokctl("scale", "node", "--replicas", Integer.toString(count));
    awaitHealthy(
        count + " nodes are ready",
        () -> {
          List<Node> nodes = adminClient().nodes().list().getItems();
          return nodes.size() == count && nodes.stream().allMatch(KwokCluster::takesPods);
        });
  }

  private static boolean takesPods(Node node) {
    return Readiness.isNodeReady(node)
        && (node.getSpec().getTaints() == null || node.getSpec().getTaints().isEmpty());
  }

  @Override
  public String description() {
    return "Kubernetes %s of local processes with simulated nodes (kwok) in %s"
        .formatted(programs.version(), directory);
  }

  /** Where the cluster's logs and data are. */
  Path directory() {
    return directory;
  }

  /** What the API server has written down of the requests, an event in JSON on each line. */
  public Path auditLog() {
    return directory.resolve("kwok/clusters").resolve(NAME).resolve("logs/audit.log");
  }

  /** The programs the cluster is made of. */
  KubernetesPrograms programs() {
    return programs;
  }

  @Override
  public void close() {
    if (access != null) {
      access.close();
    }
    reaper.close();
  }

  KwokProcess component(String name) {
    return new KwokProcess(directory.resolve("kwok/clusters").resolve(NAME), name);
  }

  private static String nameOf(Component component) {
    return switch (component) {
      case API_SERVER -> "kube-apiserver";
      case ETCD -> "etcd";
    };
  }

  private Path configuration() {
    return directory.resolve("kwokctl.yaml");
  }

  /** Between the choice of a port and its use somebody else took it; worth another attempt. */
  private static final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTaken(String component) {
      super(component + " found its port taken");
    }
  }
}
