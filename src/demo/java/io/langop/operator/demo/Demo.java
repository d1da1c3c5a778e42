package io.langop.operator.demo;

import io.langop.operator.testcluster.ClusterException;
import io.langop.operator.testcluster.OperatorProcess;
import io.langop.operator.testcluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The first thing that a new user runs, by {@code scripts/demo}: the operator's story on a real API
 * server, every step shown by kubectl and verified.
 */
public final class Demo {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path project = Path.of(System.getProperty("project.basedir", "."));
  private final String kubeconfig = System.getProperty("demo.kubeconfig", "");
  private final boolean interactive = Boolean.getBoolean("demo.interactive");
  private final Screen screen = new Screen(System.out);
  private volatile boolean interrupted;

  private Demo() {}

  public static void main(String[] arguments) {
    System.exit(new Demo().run());
  }

  private int run() {
    try {
      play();
      return 0;
    } catch (DemoFailure | ClusterException | UncheckedIOException e) {
      if (!interrupted) {
        System.out.flush();
        System.err.printf("%nThe demo stops here. %s%n", e.getMessage());
      }
      return 1;
    }
  }

  private void play() {
    screen.chapter("A Kubernetes and the operator");
    if (!kubeconfig.isEmpty()) {
      System.setProperty("cluster.kubeconfig", kubeconfig);
    }
    screen.say(kubeconfig.isEmpty() ? "Starting the cluster …" : "Asking the cluster …");
    try (TestCluster cluster = TestCluster.start();
        Visit visit = new Visit(cluster.adminClient(), screen)) {
      Path workspace = newDirectory();
      endWithJvm(visit, workspace);
      try {
        play(cluster, visit, workspace);
      } finally {
        remove(workspace);
      }
    }
  }

  private void play(TestCluster cluster, Visit visit, Path workspace) {
    Kubectl kubectl =
        new Kubectl(
            cluster.kubectl().orElseThrow(Demo::kubectlMissing),
            cluster.adminKubeconfig(),
            project,
            workspace.resolve("kubectl-cache"),
            screen);
    String namespace = kubeconfig.isEmpty() ? "demo" : "language-operator-demo-" + randomSuffix();
    Stage stage =
        new Stage(cluster, kubectl, screen, namespace, project, workspace, kubeconfig.isEmpty());
    stage.install(visit);

    OperatorProcess.Builder operator =
        OperatorProcess.with(cluster.kubeconfigFor("kube-system", "language-operator"));
    if (stage.ours()) {
      operator.environment("LANGUAGE_OPERATOR_ADMISSION_ENABLED", "true");
    } else {
      // Others' resources in a cluster of others are none of the demo's business.
      operator.environment("QUARKUS_OPERATOR_SDK_NAMESPACES", namespace);
    }
    try (OperatorProcess running = operator.start()) {
      long begin = System.nanoTime();
      running.awaitReady(START_LIMIT);
      screen.say(
          "The operator runs as a process of its own, as ServiceAccount kube-system/language-operator, and was ready after %.1f s"
              .formatted((System.nanoTime() - begin) / 1e9));
      new Story(stage, running).tell();
      if (stage.ours()) {
        new AdmissionStory(stage).tell();
      }
      new PowerToolStory(stage, running).tell();
      new Monitoring(running, screen).show();
      if (interactive) {
        letPlay(cluster, running, namespace);
      }
      screen.blank();
      screen.say("Every step of the story happened. Cleaning up …");
    }
  }

  private void letPlay(TestCluster cluster, OperatorProcess operator, String namespace) {
    screen.chapter("Your turn");
    screen.say("The cluster and the operator are yours, in another terminal:");
    screen.output("export KUBECONFIG=" + cluster.adminKubeconfig());
    for (String idea :
        List.of(
            "kubectl get languageagents,languagetools,powertools -A -o wide",
            "kubectl edit configmap operator-config -n kube-system",
            "kubectl describe languageagent stranger -n " + namespace,
            "./update-profiler-images.sh aperf registry.example.com/aperf:v2.0.0",
            "kubectl explain languageagent.spec",
            "curl -s " + operator.baseUri() + "/q/metrics | grep ^language_operator_",
            "tail -f " + operator.logFile())) {
      screen.output("  " + idea);
    }
    screen.say("Press Enter to end the demo and remove everything.");
    try {
      int read = System.in.read();
      while (read >= 0 && read != '\n') {
        read = System.in.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ctrl-C and kill: the local cluster cleans up after this JVM by itself, a named one does not.
   */
  private void endWithJvm(Visit visit, Path workspace) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  interrupted = true;
                  visit.close();
                  remove(workspace);
                },
                "end-of-visit"));
  }

  private static DemoFailure kubectlMissing() {
    return new DemoFailure(
        "kubectl is not on the PATH and did not come with this cluster. Install it (https://kubernetes.io/docs/tasks/tools/) and run the demo again");
  }

  private static String randomSuffix() {
    return Integer.toString(new Random().nextInt(36 * 36 * 36 * 36), 36);
  }

  private Path newDirectory() {
    try {
      Path parent = Files.createDirectories(project.resolve("target/demo"));
      return Files.createTempDirectory(parent, "run-").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
