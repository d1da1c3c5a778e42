package io.langop.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.langop.operator.admission.CompiledLists;
import io.langop.operator.admission.Policies;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import io.langop.operator.support.Eventually;
import io.langop.operator.testcluster.OperatorInstall;
import io.langop.operator.testcluster.TestCluster;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures what the chart's policies add to the API server's answer to a new pod, and how soon the
 * API server decides by an edit of the list. Prints one table. No operator runs: the benchmark
 * writes what it would write.
 */
public final class AdmissionBenchmark {

  private static final String LIST = "operator-config";
  private static final String WITHOUT = "bench-admission-without";
  private static final String WITH = "bench-admission-with";
  private static final String FLIPPED = "flipped.example";

  private static final int WARM_UP = 300;
  private static final int SAMPLES = 500;
  private static final int ROUNDS = 2;
  private static final int EDITS = 50;
  private static final int EDIT_WARM_UP = 10;

  private static final List<Integer> SIZES = List.of(10, 10_000);
  private static final List<Integer> EDITED_SIZES = List.of(100, 10_000);

  /** The goal for edits is for lists of up to that many entries. */
  private static final int EDIT_GOAL_ENTRIES = 100;

  /** Most that may be added to the answer, for a list of any size. */
  private static final double GOAL_ONE_MILLIS = 3;

  private static final double GOAL_TEN_MILLIS = 4;
  private static final double GOAL_EDIT_MILLIS = 50;

  private final KubernetesClient client;
  private final List<Case> cases = new ArrayList<>();
  private final List<Edits> edits =
      EDITED_SIZES.stream().map(size -> new Edits(size, new Samples(), new Samples())).toList();

  private AdmissionBenchmark(KubernetesClient client) {
    this.client = client;
    for (int entries : SIZES) {
      for (int containers : new int[] {1, 10}) {
        for (Kind kind : Kind.values()) {
          cases.add(new Case(entries, containers, kind, new Samples(), new Samples()));
        }
      }
    }
  }

  /** The kind of the entries that allow the images. */
  private enum Kind {
    HOSTS("hosts", "registry-%d.example/team/app:1.%d"),
    WILDCARDS_AND_PATHS("wildcards and paths", "eu.zone-%d.example/team/app:1.%d");

    private final String words;
    private final String image;

    Kind(String words, String image) {
      this.words = words;
      this.image = image;
    }

    /** The image of one container; those of a pod are different ones. */
    String image(int container) {
      return this == WILDCARDS_AND_PATHS && container % 2 == 1
          ? "shared-%d.example/team/sub/app:1.%d".formatted(container % 3, container)
          : image.formatted(container % 3, container);
    }
  }

  private record Case(int entries, int containers, Kind kind, Samples without, Samples with) {

    String pod() {
      return AdmissionBenchmark.pod(IntStream.range(0, containers).mapToObj(kind::image).toList());
    }
  }

  private record Edits(int entries, Samples answered, Samples enforced) {}

  public static void main(String[] arguments) throws Exception {
    try (TestCluster cluster = TestCluster.start()) {
      new AdmissionBenchmark(cluster.adminClient()).run();
    }
    System.exit(0); // clients leave threads behind that would keep the JVM
  }

  private void run() throws InterruptedException {
    progress("installing the policies");
    OperatorInstall.shipped().applyCrds(client);
    Policies.apply(client);
    createNamespace(WITHOUT, "none");
    createNamespace(WITH, "enforce");
    for (int round = 1; round <= ROUNDS; round++) {
      for (int entries : SIZES) {
        progress(
            "creating pods with %,d entries, round %d of %d".formatted(entries, round, ROUNDS));
        putInForce(entries);
        cases.stream().filter(it -> it.entries() == entries).forEach(this::measure);
      }
    }
    for (Edits edited : edits) {
      progress("editing %,d entries".formatted(edited.entries()));
      putInForce(edited.entries());
      edit(edited);
    }
    print();
  }

  private void createNamespace(String name, String policy) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("langop.io/image-policy", policy)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  /** Returns when the API server decides by a list of that many entries. */
  private void putInForce(int entries) {
    CompiledAllowlist compiled = compiled(entries, false);
    patch(compiled);
    String shown = compiled.getSpec().getShown();
    Eventually.assertThat(
        () -> assertThat(refusal("unlisted.invalid/x")).contains("Allowed: " + shown));
    Eventually.assertThat(() -> create(WITHOUT, cases.get(0).pod()));
  }

  /** A third of the entries are hosts, a third wildcards, and a third paths. */
  private static CompiledAllowlist compiled(int entries, boolean flipped) {
    String text =
        IntStream.range(0, entries - 1)
            .mapToObj(
                i ->
                    switch (i % 3) {
                      case 0 -> "registry-%d.example".formatted(i / 3);
                      case 1 -> "*.zone-%d.example".formatted(i / 3);
                      default -> "shared-%d.example/team/".formatted(i / 3);
                    })
            .collect(Collectors.joining("\n", "of-%d.example\n".formatted(entries), "\n"));
    return CompiledLists.of(LIST, flipped ? text + FLIPPED : text);
  }

  private void patch(CompiledAllowlist compiled) {
    client
        .resource(compiled)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("language-operator")
                .withForce(true)
                .build());
  }

  /** One pod after the other, with and without the policies in turns. */
  private void measure(Case measured) {
    String pod = measured.pod();
    for (int i = 0; i < WARM_UP + SAMPLES; i++) {
      long without = create(WITHOUT, pod);
      long with = create(WITH, pod);
      if (i >= WARM_UP) {
        measured.without().add(without);
        measured.with().add(with);
      }
    }
  }

  /**
   * Returns how many nanoseconds the API server took to accept the pod, which it does not store.
   */
  private long create(String namespace, String pod) {
    long start = System.nanoTime();
    client.raw("/api/v1/namespaces/" + namespace + "/pods?dryRun=All", "POST", pod);
    return System.nanoTime() - start;
  }

  /** What the API server says of a pod with the image; empty if it accepts it. */
  private String refusal(String image) {
    try {
      create(WITH, pod(List.of(image)));
      return "";
    } catch (KubernetesClientException e) {
      return e.getMessage();
    }
  }

  /** A pod as it is sent. */
  private static String pod(List<String> images) {
    List<Container> containers =
        IntStream.range(0, images.size())
            .mapToObj(
                i ->
                    new ContainerBuilder()
                        .withName("container-" + i)
                        .withImage(images.get(i))
                        .build())
            .toList();
    return Serialization.asJson(
        new PodBuilder()
            .withNewMetadata()
            .withName("pod")
            .endMetadata()
            .withNewSpec()
            .withContainers(containers)
            .endSpec()
            .build());
  }

  /** Adds and removes one entry again and again, and waits each time until it is decided by. */
  private void edit(Edits edited) throws InterruptedException {
    for (int i = 0; i < EDIT_WARM_UP + EDITS; i++) {
      boolean allowed = i % 2 == 0;
      CompiledAllowlist compiled = compiled(edited.entries(), allowed);
      long start = System.nanoTime();
      patch(compiled);
      long answer = System.nanoTime();
      while (refusal(FLIPPED + "/app").isEmpty() != allowed) {
        Thread.onSpinWait();
      }
      if (i >= EDIT_WARM_UP) {
        edited.answered().add(answer - start);
        edited.enforced().add(System.nanoTime() - answer);
      }
      // The next edit shall be in step with nothing.
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(50, 150));
    }
  }

  private void print() {
    System.out.printf(
        "%n%d processors, load %.1f, Java %s%n%n",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version().feature());
    row(
        "request | entries | allowed by",
        "without, p50",
        "p99",
        "with, p50",
        "p99",
        "added, p50",
        "goal");
    System.out.println("|---|---:|---|---:|---:|---:|---:|---:|---|");
    cases.forEach(AdmissionBenchmark::print);
    edits.forEach(AdmissionBenchmark::print);
  }

  private static void print(Case measured) {
    double added = measured.with().median() - measured.without().median();
    row(
        "pod of %d %s | %,d | %s"
            .formatted(
                measured.containers(),
                measured.containers() == 1 ? "container" : "containers",
                measured.entries(),
                measured.kind().words),
        millis(measured.without().median()),
        millis(measured.without().percentile(99)),
        millis(measured.with().median()),
        millis(measured.with().percentile(99)),
        millis(added),
        goal(added, measured.containers() == 1 ? GOAL_ONE_MILLIS : GOAL_TEN_MILLIS));
  }

  private static void print(Edits edited) {
    double enforced = edited.enforced().median();
    row(
        "edit, until the PATCH is answered | %,d | ".formatted(edited.entries()),
        "",
        "",
        millis(edited.answered().median()),
        millis(edited.answered().percentile(99)),
        "",
        "");
    row(
        "edit, from the answer until enforced | %,d | ".formatted(edited.entries()),
        "",
        "",
        millis(enforced),
        millis(edited.enforced().percentile(99)),
        "",
        edited.entries() <= EDIT_GOAL_ENTRIES ? goal(enforced, GOAL_EDIT_MILLIS) : "");
  }

  private static void row(String... cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }

  private static String goal(double millis, double limit) {
    return "≤ %.0f ms %s".formatted(limit, millis <= limit ? "met" : "missed");
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.1f ms", value);
  }

  private static void progress(String what) {
    System.err.println("… " + what);
  }
}
