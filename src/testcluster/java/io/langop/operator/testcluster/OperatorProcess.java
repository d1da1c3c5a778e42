package io.langop.operator.testcluster;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The packaged operator as a process of its own, as users run it: it can be killed and started
 * again, and it sees the cluster only through the kubeconfig it is given. It never outlives the JVM
 * that started it.
 */
public final class OperatorProcess implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration HTTP_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  private final Process process;
  private final URI baseUri;
  private final Path logFile;
  private final ProcessLog log;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(HTTP_LIMIT).build();

  private OperatorProcess(Process process, int port, Path logFile) {
    this.process = process;
    this.baseUri = URI.create("http://127.0.0.1:" + port);
    this.logFile = logFile;
    this.log = new ProcessLog(process, logFile);
    Reaper.ofProcess(process);
  }

  /** An operator that acts with {@code kubeconfig} and nothing else. */
  public static Builder with(Path kubeconfig) {
    return new Builder(kubeconfig);
  }

  /** How the operator is started. */
  public static final class Builder {
    private final Path kubeconfig;

    /** What a busy machine makes late is no test's matter. */
    private final Map<String, String> environment =
        new LinkedHashMap<>(
            Map.of(
                // Simulated nodes play profilers.
                "LANGUAGE_OPERATOR_POWERTOOL_DEADLINE_GRACE",
                "5m",
                // After 2 seconds a thread without a processor would be logged with a stack trace.
                "QUARKUS_VERTX_WARNING_EXCEPTION_TIME",
                "1m"));

    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private OperatorProgram program = OperatorProgram.built();

    private Builder(Path kubeconfig) {
      this.kubeconfig = kubeconfig;
    }

    /** Sets an environment variable, such as {@code LANGUAGE_OPERATOR_…} or {@code QUARKUS_…}. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /**
     * Sets what the first container of a Deployment sets, so that it is configured like that one.
     */
    public Builder configuredLike(Deployment deployment) {
      for (EnvVar variable :
          deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv()) {
        environment.put(variable.getName(), variable.getValue());
      }
      return this;
    }

    public Builder systemProperty(String name, String value) {
      options.add("-D" + name + "=" + value);
      return this;
    }

    /** Passes options of the JVM, such as {@code -XX:+UseSerialGC}. */
    public Builder options(List<String> more) {
      options.addAll(more);
      return this;
    }

    /** Gives it a heap of at most {@code size}, for example {@code 307m}. */
    public Builder maxHeap(String size) {
      options.addAll(program.maxHeap(size));
      return this;
    }

    /** Passes an argument to the operator itself. */
    public Builder argument(String argument) {
      arguments.add(argument);
      return this;
    }

    /** Runs another JAR than that of the operator. */
    public Builder jar(Path jar) {
      program = OperatorProgram.jar(jar);
      return this;
    }

    /** Starts the process and returns at once; see {@link OperatorProcess#awaitReady}. */
    public OperatorProcess start() {
      List<String> command = program.command(options, arguments);
      int port = FreePorts.one();
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // Without this, a Quarkus that runs in a cluster of its own would prefer that one.
      builder.environment().keySet().removeIf(name -> name.startsWith("KUBERNETES_"));
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      builder.environment().putAll(environment);
      try {
        Path logDirectory =
            Files.createDirectories(ProjectDirectory.root().resolve("target/operator-logs"));
        Path logFile = Files.createTempFile(logDirectory, "operator-", ".log");
        return new OperatorProcess(builder.start(), port, logFile);
      } catch (IOException e) {
        throw new ClusterException("The operator could not be started", e);
      }
    }
  }

  /**
   * Returns when {@code /q/health/ready} says so; fails with the end of the log if it does not in
   * time, and ends it.
   *
   * @param idle what is enough on an idle machine
   */
  public OperatorProcess awaitReady(Duration idle) {
    Duration limit = Patience.of(idle);
    long end = System.nanoTime() + limit.toNanos();
    String last = "nothing";
    while (System.nanoTime() < end) {
      try {
        HttpResponse<String> response = request("/q/health/ready");
        if (response.statusCode() == 200) {
          return this;
        }
        last = response.body();
      } catch (IOException e) {
        last = "no answer (" + e.getClass().getSimpleName() + ")";
      }
      if (awaitExit(POLL_INTERVAL)) {
        log.awaitEnd();
        throw new ClusterException(
            "The operator ended with exit code %d before it was ready. The end of its log:%n%s"
                .formatted(process.exitValue(), log.tail()));
      }
    }
    kill(); // or it would act in the cluster of the tests that follow
    throw new ClusterException(
        "The operator was not ready after %s. It last said: %s%nThe end of its log:%n%s"
            .formatted(limit, last, log.tail()));
  }

  public URI baseUri() {
    return baseUri;
  }

  /** The body of the answer, whatever its status: a health endpoint that is down has one too. */
  public String get(String path) {
    try {
      return request(path).body();
    } catch (IOException e) {
      throw new ClusterException("The operator does not answer %s".formatted(path), e);
    }
  }

  private HttpResponse<String> request(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(baseUri.resolve(path)).timeout(Patience.of(HTTP_LIMIT)).build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while asking the operator for " + path, e);
    }
  }

  /**
   * The value of a metric: the sum of its series that have at least these labels; empty if there is
   * none.
   */
  public OptionalDouble metric(String name, Map<String, String> labels) {
    return PrometheusText.sum(get("/q/metrics"), name, labels);
  }

  /** What the operator has logged so far, line by line. */
  public List<String> log() {
    return log.lines();
  }

  /** The file with the whole log. */
  public Path logFile() {
    return logFile;
  }

  /**
   * Waits for a log line with {@code fragment} and returns it; lines that are already there count.
   */
  public String awaitLog(String fragment, Duration limit) {
    return log.await(fragment, Patience.of(limit));
  }

  /** The number of the process, for tools that measure it. */
  public long pid() {
    return process.pid();
  }

  /** Asks the operator to end, as Kubernetes does, and returns its exit code. */
  public int stop() {
    Duration limit = Patience.of(STOP_LIMIT);
    process.toHandle().destroy(); // unlike Process, it lets the log be read to its end
    if (!awaitExit(limit)) {
      process.destroyForcibly();
      throw new ClusterException(
          "The operator did not end within %s. The end of its log:%n%s"
              .formatted(limit, log.tail()));
    }
    log.awaitEnd();
    return process.exitValue();
  }

  /** Ends the operator without giving it a chance to say goodbye, like a crash of its node. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(STOP_LIMIT);
    log.awaitEnd();
  }

  /** Empty while the operator runs; the log is complete when it is not. */
  public OptionalInt exitCode() {
    if (process.isAlive()) {
      return OptionalInt.empty();
    }
    log.awaitEnd();
    return OptionalInt.of(process.exitValue());
  }

  private boolean awaitExit(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for the operator", e);
    }
  }

  /** Ends the operator in whatever state it is. */
  @Override
  public void close() {
    kill();
  }
}
