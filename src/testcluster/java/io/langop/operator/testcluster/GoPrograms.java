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
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The programs of a product that the tests run against. They are built once for each version and
 * kept outside of the build directory, so that {@code mvn clean} costs nothing.
 *
 * <p>A build happens beside its final place and is moved there in one step: what is in the cache is
 * complete, even after a build that was killed. Builds that run at the same time wait for one
 * another.
 */
final class GoPrograms {
  private final GoProduct product;
  private final Path directory;
  private final String version;

  private GoPrograms(GoProduct product, Path directory, String version) {
    this.product = product;
    this.directory = directory;
    this.version = version;
  }

  /** Builds what is not in the cache yet, with the progress on standard error. */
  static GoPrograms prepare(GoProduct product) {
    return prepare(
        GoModule.of(product, ProjectDirectory.root().resolve(product.sources())),
        defaultCache().resolve(product.directory()),
        "go",
        System.err); // not the log: this is for the person who waits
  }

  static synchronized GoPrograms prepare(
      GoModule module, Path cache, String go, PrintStream progress) {
    Path target = cache.resolve(module.key());
    GoPrograms programs = new GoPrograms(module.product(), target, module.version());
    if (Files.isDirectory(target)) {
      return programs;
    }
    try {
      Files.createDirectories(cache);
      Path lockFile = cache.resolve(".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel, module, progress)) {
        if (lock.isValid() && !Files.isDirectory(target)) {
          removeUnfinished(cache);
          fill(target, module.product(), build(module, go, progress));
        }
      }
    } catch (IOException e) {
      throw new ClusterException(
          "The programs of %s cannot be kept in %s".formatted(module.title(), cache), e);
    }
    return programs;
  }

  private static FileLock lock(FileChannel channel, GoModule module, PrintStream progress)
      throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    progress.printf("Another process is building %s; waiting for it%n", module.title());
    return channel.lock();
  }

  /** What puts the programs into a directory. */
  private static Consumer<Path> build(GoModule module, String go, PrintStream progress) {
    return Commands.onPath(go).isEmpty() && ImagePrograms.areThereFor(module.product())
        ? new ImagePrograms("docker", module, progress)::into
        : new GoBuild(go, module, progress)::into;
  }

  private static void fill(Path target, GoProduct product, Consumer<Path> build)
      throws IOException {
    Path unfinished = Files.createTempDirectory(target.getParent(), "building-");
    try {
      build.accept(unfinished);
      Path etcd = unfinished.resolve("server"); // named after the last part of its module
      if (Files.exists(etcd)) {
        Files.move(etcd, unfinished.resolve("etcd"));
      }
      for (String name : product.programs()) {
        if (!Files.isExecutable(unfinished.resolve(name))) {
          throw new ClusterException(
              "The build ended without an error but did not make %s; see the tool lines of go.mod"
                  .formatted(name));
        }
      }
      removeTree(unfinished.resolve(GoBuild.REDUCED));
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

  /** Where everything that was built is kept, a directory for each product. */
  private static Path defaultCache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("language-operator");
  }

  /** Where the programs are. */
  Path directory() {
    return directory;
  }

  /** The product's version, such as {@code v1.36.3}. */
  String version() {
    return version;
  }

  /** What {@link #program} can be asked for. */
  List<String> names() {
    return product.programs();
  }

  /** One of the programs, such as {@code kubectl}. */
  Path program(String name) {
    if (!product.programs().contains(name)) {
      throw new IllegalArgumentException(name + " is not one of " + product.programs());
    }
    return directory.resolve(name);
  }
}
