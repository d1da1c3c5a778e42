package io.langop.operator.testcluster;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that make up the local test cluster. They are built once for each version and kept
 * outside of the build directory, so that {@code mvn clean} costs nothing.
 *
 * <p>A build happens beside its final place and is moved there in one step: what is in the cache is
 * complete, even after a build that was killed. Builds that run at the same time wait for one
 * another.
 */
public final class ClusterBinaries {
  private static final List<String> NAMES =
      List.of(
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubectl",
          "kwok",
          "kwokctl");

  private final Path directory;
  private final String kubernetesVersion;

  private ClusterBinaries(Path directory, String kubernetesVersion) {
    this.directory = directory;
    this.kubernetesVersion = kubernetesVersion;
  }

  /** Builds what is not in the cache yet, with the progress on standard error. */
  public static ClusterBinaries prepare() {
    return prepare(
        ProjectDirectory.root().resolve("src/test/cluster"),
        defaultCache(),
        "go",
        System.err); // not the log: this is for the person who waits
  }

  static synchronized ClusterBinaries prepare(
      Path sources, Path cache, String go, PrintStream progress) {
    GoModule module = GoModule.in(sources);
    Path target = cache.resolve(module.key());
    ClusterBinaries binaries = new ClusterBinaries(target, module.kubernetesVersion());
    if (Files.isDirectory(target)) {
      return binaries;
    }
    try {
      Files.createDirectories(cache);
      Path lockFile = cache.resolve(".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel, progress)) {
        if (lock.isValid() && !Files.isDirectory(target)) {
          removeUnfinished(cache);
          build(new GoBuild(go, module, progress), target);
        }
      }
    } catch (IOException e) {
      throw new ClusterException("The test cluster's binaries cannot be kept in " + cache, e);
    }
    return binaries;
  }

  private static FileLock lock(FileChannel channel, PrintStream progress) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    progress.println("Another process is building the test cluster's binaries; waiting for it");
    return channel.lock();
  }

  private static void build(GoBuild build, Path target) throws IOException {
    Path unfinished = Files.createTempDirectory(target.getParent(), "building-");
    try {
      build.into(unfinished);
      Path etcd = unfinished.resolve("server"); // named after the last part of its module
      if (Files.exists(etcd)) {
        Files.move(etcd, unfinished.resolve("etcd"));
      }
      for (String name : NAMES) {
        if (!Files.isExecutable(unfinished.resolve(name))) {
          throw new ClusterException(
              "go build ended without an error but did not build %s; see the tool lines of go.mod"
                  .formatted(name));
        }
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      removeTree(unfinished);
    }
  }

  /** Only called under the lock, when no other build can be using them. */
  private static void removeUnfinished(Path cache) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, "building-*")) {
      for (Path directory : left) {
        removeTree(directory);
      }
    }
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static Path defaultCache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("language-operator").resolve("cluster");
  }

  /** Where the programs are. */
  public Path directory() {
    return directory;
  }

  /** The Kubernetes version, such as {@code v1.36.3}. */
  public String kubernetesVersion() {
    return kubernetesVersion;
  }

  /** One of the programs, such as {@code kubectl}. */
  public Path binary(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(name + " is not one of " + NAMES);
    }
    return directory.resolve(name);
  }
}
