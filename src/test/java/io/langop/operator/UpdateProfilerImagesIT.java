package io.langop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.langop.operator.ProfilerImagesScript.Result;
import io.langop.operator.support.Eventually;
import io.langop.operator.support.LimitedUser;
import io.langop.operator.testcluster.ClusterExtension;
import io.langop.operator.testcluster.TestCluster;
import io.langop.operator.testcluster.TestNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The script against a real API server, each test with a catalog of its own. */
@ExtendWith(ClusterExtension.class)
class UpdateProfilerImagesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PARALLEL_RUNS = 8;
  private static final int CREATING_RUNS = 8;
  private static final Pattern CHANGE = Pattern.compile("aperf: (.+) -> (.+)\n");

  private final TestCluster cluster;
  private final KubernetesClient client;
  private final String namespace;
  private final String catalog = "catalog-" + UUID.randomUUID();

  @TempDir private Path directory;
  private Path kubectl;
  private ProfilerImagesScript script;

  UpdateProfilerImagesIT(TestCluster cluster, KubernetesClient client, TestNamespace namespace) {
    this.cluster = cluster;
    this.client = client;
    this.namespace = namespace.name();
  }

  @BeforeEach
  void makeScript() {
    kubectl = cluster.kubectl().orElseThrow(() -> new AssertionError("needs a kubectl"));
    script =
        new ProfilerImagesScript(directory)
            .withKubectl(kubectl)
            .withEnvironment("KUBECONFIG", cluster.adminKubeconfig().toString());
  }

  @Test
  void addsAToolAndKeepsTheOthers() {
    // Given
    Map<String, String> others =
        Map.of(
            "aprof", "your-registry/aprof:v1.0.0",
            "multi-line", "first\nsecond\n\n",
            "special", "\"quoted\" \\ $(id) {{.data}} 'é' \t%s\u2028",
            "empty", "");
    givenCatalog(others);

    // When
    Result result = update("aperf", "your-registry/aperf:v1.0.0");

    // Then
    assertThat(result)
        .isEqualTo(new Result(0, "aperf: (not set) -> your-registry/aperf:v1.0.0\n", ""));
    assertThat(tools()).isEqualTo(plus(others, "aperf", "your-registry/aperf:v1.0.0"));
  }

  @Test
  void addsTheFirstToolToAnEmptyCatalog() {
    // Given
    givenCatalog(Map.of());

    // When
    Result result = update("aperf", "nginx");

    // Then
    assertThat(result).isEqualTo(new Result(0, "aperf: (not set) -> nginx\n", ""));
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx"));
  }

  @Test
  void changesAToolAndKeepsTheOthers() {
    // Given
    givenCatalog(Map.of("aperf", "r.corp:5000/aperf:1", "aperf.1", "a:1", "aperf-", "b:1"));

    // When
    Result result = update("aperf", "r.corp:5000/aperf:2");

    // Then
    assertThat(result)
        .isEqualTo(new Result(0, "aperf: r.corp:5000/aperf:1 -> r.corp:5000/aperf:2\n", ""));
    assertThat(tools())
        .isEqualTo(Map.of("aperf", "r.corp:5000/aperf:2", "aperf.1", "a:1", "aperf-", "b:1"));
  }

  @Test
  void doesNotWriteWhatIsThereAlready() {
    // Given
    ConfigMap before = givenCatalog(Map.of("aperf", "nginx:1"));

    // When
    Result result = update("aperf", "nginx:1");

    // Then
    assertThat(result).isEqualTo(new Result(0, "aperf: unchanged, nginx:1\n", ""));
    assertThat(catalog().getMetadata().getResourceVersion())
        .isEqualTo(before.getMetadata().getResourceVersion());
  }

  @Test
  void repairsAValueThatOnlyLooksLikeTheImage() {
    // Given
    givenCatalog(Map.of("newline", "nginx:1\n", "quotes", "\"nginx:1\"", "empty", ""));

    // When
    Result newline = update("newline", "nginx:1");
    Result quotes = update("quotes", "nginx:1");
    Result empty = update("empty", "nginx:1");

    // Then
    assertThat(newline).isEqualTo(new Result(0, "newline: \"nginx:1\\n\" -> nginx:1\n", ""));
    assertThat(quotes).isEqualTo(new Result(0, "quotes: \"\\\"nginx:1\\\"\" -> nginx:1\n", ""));
    assertThat(empty).isEqualTo(new Result(0, "empty: \"\" -> nginx:1\n", ""));
    assertThat(tools().values()).containsOnly("nginx:1");
  }

  @Test
  void showsAnOldValueOnOneHarmlessLine() {
    // Given
    givenCatalog(Map.of("aperf", "\u001b[31m\ncatalog 1 \"x\"\r\u202e" + "y".repeat(5000)));

    // When
    Result result = update("aperf", "nginx");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).matches("aperf: [ -~]{1,200} -> nginx\n");
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx"));
  }

  @Test
  void writesEveryKindOfValidNameAndImageAsItIs() {
    // Given
    String digest = "@sha256:" + "0123456789abcdef".repeat(4);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("null", "[::1]:5000/a/b__c/d---e:V_1.0-x" + digest);
    all.put("1", "123");
    all.put("__proto__", "true");
    all.put("a.b.c", "LOCALHOST/x");
    all.put("-dash", "null");
    all.put("a".repeat(253), "docker.io/" + "b".repeat(247));

    // When
    all.forEach(
        (tool, image) ->
            assertThat(script.run("-n", namespace, "--name", catalog, "--", tool, image).exitCode())
                .as(tool)
                .isZero());

    // Then
    assertThat(tools()).isEqualTo(all);
  }

  @Test
  void createsAnAbsentCatalogAndSaysSo() {
    // When
    Result result = update("aperf", "nginx");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                "Created ConfigMap %s/%s\naperf: (not set) -> nginx\n"
                    .formatted(namespace, catalog),
                ""));
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx"));
  }

  @Test
  void createsAnAbsentNamespaceAndSaysSo() {
    String absent = "absent-" + UUID.randomUUID();
    try {
      // When
      Result result = script.run("--namespace", absent, "aperf", "nginx");

      // Then
      assertThat(result)
          .isEqualTo(
              new Result(
                  0,
                  """
                  Created namespace %1$s
                  Created ConfigMap %1$s/profiler-images
                  aperf: (not set) -> nginx
                  """
                      .formatted(absent),
                  ""));
      assertThat(tools(absent, "profiler-images")).isEqualTo(Map.of("aperf", "nginx"));
    } finally {
      client.namespaces().withName(absent).delete();
    }
  }

  @Test
  void leavesItsNameWithWhatItHasWritten() {
    // Given
    update("aperf", "nginx:1");

    // When
    update("aperf", "nginx:2");

    // Then
    assertThat(catalog().getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager)
        .containsOnly("update-profiler-images");
  }

  @Test
  void refusesABadNameAndABadImageWithoutTouchingTheCatalog() {
    // Given
    ConfigMap before = givenCatalog(Map.of("aperf", "nginx:1"));

    // When
    Result name = update("aperf/x", "nginx:2");
    Result image = update("aperf", "https://ghcr.io/aperf");

    // Then
    assertFailed(name, 2, "the tool name 'aperf/x' has other characters");
    assertFailed(image, 2, "'https://ghcr.io/aperf' is not a valid image reference");
    assertThat(catalog()).isEqualTo(before);
  }

  @Test
  void aClusterThatRefusesConnectionsIsOneClearLine() throws IOException {
    // Given
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    // When
    Result result = script.run("--kubeconfig", kubeconfigOf(port), "aperf", "nginx");

    // Then
    assertFailed(result, 1, "cannot use the cluster: ");
    assertThat(result.err()).contains("127.0.0.1:" + port);
  }

  @Test
  void aClusterThatNeverAnswersIsGivenUpWithinHalfAMinute() throws IOException {
    // Given
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      script.withEnvironment("KUBECONFIG", kubeconfigOf(silent.getLocalPort()));
      long start = System.nanoTime();

      // When
      Result result = script.run("aperf", "nginx");

      // Then
      assertFailed(result, 1, "cannot use the cluster: ");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void aContextThatDoesNotExistIsOneClearLine() {
    // When
    Result result = script.run("--context", "nowhere", "aperf", "nginx");

    // Then
    assertFailed(result, 1, "cannot use the cluster: ");
    assertThat(result.err()).contains("nowhere");
  }

  @Test
  void whoMayNotReadTheCatalogIsToldInOneClearLine() {
    // Given
    ConfigMap before = givenCatalog(Map.of("aperf", "nginx:1"));
    script.withEnvironment("KUBECONFIG", kubeconfigWithRules("without-rights"));

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertFailed(
        result, 1, "cannot read ConfigMap %s/%s: Error from server".formatted(namespace, catalog));
    assertThat(result.err()).contains("(Forbidden)", "without-rights", "cannot get resource");
    assertThat(catalog()).isEqualTo(before);
  }

  @Test
  void whoMayOnlyReadTheCatalogIsToldInOneClearLine() {
    // Given
    ConfigMap before = givenCatalog(Map.of("aperf", "nginx:1"));
    script.withEnvironment("KUBECONFIG", kubeconfigWithRules("reader", onCatalog("get")));

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertFailed(result, 1, "cannot change ConfigMap %s/%s: ".formatted(namespace, catalog));
    assertThat(result.err()).contains("(Forbidden)", "cannot patch resource");
    assertThat(catalog()).isEqualTo(before);
  }

  @Test
  void whoMayNotCreateTheAbsentCatalogIsToldInOneClearLine() {
    // Given
    script.withEnvironment("KUBECONFIG", kubeconfigWithRules("editor", onCatalog("get", "patch")));

    // When
    Result result = update("aperf", "nginx");

    // Then
    assertFailed(result, 1, "cannot create ConfigMap %s/%s: ".formatted(namespace, catalog));
    assertThat(result.err()).contains("cannot create resource");
  }

  @Test
  void getAndPatchOnTheOneConfigMapAreEnoughToUpdateIt() {
    // Given
    givenCatalog(Map.of("aperf", "nginx:1"));
    script.withEnvironment("KUBECONFIG", kubeconfigWithRules("updater", onCatalog("get", "patch")));

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertThat(result).isEqualTo(new Result(0, "aperf: nginx:1 -> nginx:2\n", ""));
  }

  @Test
  void aRefusalOfTheApiServerIsOneClearLine() {
    // Given
    client
        .resource(
            new ConfigMapBuilder(configMap(Map.of("aperf", "nginx:1"))).withImmutable(true).build())
        .create();

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertFailed(result, 1, "cannot change ConfigMap %s/%s: ".formatted(namespace, catalog));
    assertThat(result.err()).contains("immutable");
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx:1"));
  }

  @Test
  void aWriterBetweenReadAndWriteLosesNothing() {
    // Given
    givenCatalog(Map.of("aperf", "nginx:1"));
    writeBefore("patch", "aprof", "other:1");

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertThat(result).isEqualTo(new Result(0, "aperf: nginx:1 -> nginx:2\n", ""));
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx:2", "aprof", "other:1"));
  }

  @Test
  void aWriterOfTheSameToolBetweenReadAndWriteIsSeen() {
    // Given
    givenCatalog(Map.of("aperf", "nginx:1"));
    writeBefore("patch", "aperf", "other:1");

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertThat(result).isEqualTo(new Result(0, "aperf: other:1 -> nginx:2\n", ""));
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx:2"));
  }

  @Test
  void aCatalogThatVanishesBetweenReadAndWriteIsCreatedAgain() {
    // Given
    givenCatalog(Map.of("aperf", "nginx:1"));
    before("patch", "'%s' -n %s delete configmap %s".formatted(kubectl, namespace, catalog));

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Created ConfigMap ").endsWith("-> nginx:2\n");
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx:2"));
  }

  @Test
  void aCatalogThatAppearsBetweenReadAndCreationIsKept() {
    // Given
    before(
        "create configmap",
        "'%s' -n %s create configmap %s --from-literal=aprof=other:1"
            .formatted(kubectl, namespace, catalog));

    // When
    Result result = update("aperf", "nginx:2");

    // Then
    assertThat(result).isEqualTo(new Result(0, "aperf: (not set) -> nginx:2\n", ""));
    assertThat(tools()).isEqualTo(Map.of("aperf", "nginx:2", "aprof", "other:1"));
  }

  @Test
  void manyAtOnceWithDifferentToolsLoseNoEdit() throws Exception {
    // Given
    givenCatalog(Map.of("kept", "nginx:0"));

    // When
    List<Result> results =
        atOnce(PARALLEL_RUNS, i -> update("tool-" + i, "your-registry/tool:" + i));

    // Then
    Map<String, String> expected = new HashMap<>(Map.of("kept", "nginx:0"));
    for (int i = 0; i < PARALLEL_RUNS; i++) {
      String image = "your-registry/tool:" + i;
      expected.put("tool-" + i, image);
      assertThat(results.get(i))
          .isEqualTo(new Result(0, "tool-%d: (not set) -> %s\n".formatted(i, image), ""));
    }
    assertThat(tools()).isEqualTo(expected);
  }

  @Test
  void manyAtOnceWithTheSameToolReplaceOneAnotherInOneUnbrokenChain() throws Exception {
    // Given
    givenCatalog(Map.of("aperf", "start:0", "kept", "nginx:0"));

    // When
    List<Result> results = atOnce(PARALLEL_RUNS, i -> update("aperf", "nginx:" + i));

    // Then
    Map<String, String> nextOf = new HashMap<>();
    for (Result result : results) {
      assertThat(result.exitCode()).as(result.err()).isZero();
      Matcher change = CHANGE.matcher(result.out());
      assertThat(change.matches()).as(result.out()).isTrue();
      assertThat(nextOf.put(change.group(1), change.group(2))).as(result.out()).isNull();
    }
    String last = "start:0";
    Set<String> seen = new HashSet<>();
    while (nextOf.containsKey(last) && seen.add(last)) {
      last = nextOf.get(last);
    }
    assertThat(seen).hasSize(PARALLEL_RUNS);
    assertThat(tools()).isEqualTo(Map.of("aperf", last, "kept", "nginx:0"));
  }

  @Test
  void manyAtOnceMayFindNeitherNamespaceNorCatalog() throws Exception {
    String absent = "absent-" + UUID.randomUUID();
    try {
      // When
      List<Result> results =
          atOnce(CREATING_RUNS, i -> script.run("-n", absent, "tool-" + i, "nginx:" + i));

      // Then
      assertThat(results).allSatisfy(result -> assertThat(result.err()).isEmpty());
      assertThat(results).allSatisfy(result -> assertThat(result.exitCode()).isZero());
      assertThat(results)
          .filteredOn(result -> result.out().contains("Created namespace "))
          .hasSize(1);
      assertThat(results)
          .filteredOn(result -> result.out().contains("Created ConfigMap "))
          .hasSize(1);
      assertThat(tools(absent, "profiler-images")).hasSize(CREATING_RUNS);
    } finally {
      client.namespaces().withName(absent).delete();
    }
  }

  @Test
  void theCommandsOfTheDocumentationWorkWordForWord() {
    // Given
    script.withEnvironment("TZ", "UTC");
    script.withProgram(
        "date", "exec '%s' \"$@\"".formatted(ProfilerImagesScript.onPath("date").orElseThrow()));
    Runnable restore = rememberDefaultCatalog();
    try {
      String today = "your-registry/aperf:snapshot-" + today();

      // When
      Result fixed =
          script.runLine("./update-profiler-images.sh aperf-dev your-registry/aperf:dev-latest");
      Result dated =
          script.runLine(
              "./update-profiler-images.sh aperf-snapshot"
                  + " your-registry/aperf:snapshot-$(date +%Y%m%d)");

      // Then
      String tomorrow = "your-registry/aperf:snapshot-" + today();
      assertThat(fixed.exitCode()).as(fixed.err()).isZero();
      assertThat(dated.exitCode()).as(dated.err()).isZero();
      assertThat(tools("toe-system", "profiler-images"))
          .containsEntry("aperf-dev", "your-registry/aperf:dev-latest")
          .hasEntrySatisfying("aperf-snapshot", image -> assertThat(image).isIn(today, tomorrow));
    } finally {
      restore.run();
    }
  }

  private Result update(String tool, String image) {
    return script.run("--namespace", namespace, "--name", catalog, tool, image);
  }

  private static void assertFailed(Result result, int exitCode, String reason) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).matches("update-profiler-images: [ -~]+\n").contains(reason);
  }

  private ConfigMap givenCatalog(Map<String, String> tools) {
    return client.resource(configMap(tools)).create();
  }

  private ConfigMap configMap(Map<String, String> tools) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(catalog)
        .endMetadata()
        .withData(tools)
        .build();
  }

  private ConfigMap catalog() {
    return client.configMaps().inNamespace(namespace).withName(catalog).require();
  }

  private Map<String, String> tools() {
    return tools(namespace, catalog);
  }

  private Map<String, String> tools(String namespace, String name) {
    return client.configMaps().inNamespace(namespace).withName(name).require().getData();
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** Lets somebody else write one tool when the script is just about to run such a command. */
  private void writeBefore(String command, String tool, String image) {
    before(
        command,
        "'%s' -n %s patch configmap %s --type=merge -p '{\"data\":{\"%s\":\"%s\"}}'"
            .formatted(kubectl, namespace, catalog, tool, image));
  }

  /** Does something once when the script is just about to run such a command of kubectl. */
  private void before(String command, String action) {
    script.withKubectl(
        """
        case "$*" in
          *'%s'*)
            if [ ! -e "$HOME/done" ]; then
              : > "$HOME/done"
              %s > /dev/null || exit 99
            fi
            ;;
        esac
        exec '%s' "$@"
        """
            .formatted(command, action, kubectl));
  }

  private static List<Result> atOnce(int count, IntFunction<Result> run)
      throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(count);
    try {
      List<Future<Result>> futures =
          IntStream.range(0, count).mapToObj(i -> executor.submit(() -> run.apply(i))).toList();
      Result[] results = new Result[count];
      for (int i = 0; i < count; i++) {
        results[i] = futures.get(i).get();
      }
      return List.of(results);
    } finally {
      executor.shutdownNow();
      executor.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private String kubeconfigOf(int port) throws IOException {
    return Files.writeString(
            directory.resolve("unreachable.kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d"}}]
            users: [{name: u, user: {token: none}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            current-context: c
            """
                .formatted(port))
        .toString();
  }

  private PolicyRule onCatalog(String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups("")
        .withResources("configmaps")
        .withResourceNames(catalog)
        .withVerbs(verbs)
        .build();
  }

  /** The kubeconfig of a ServiceAccount that may do this much and no more. */
  private String kubeconfigWithRules(String serviceAccount, PolicyRule... rules) {
    LimitedUser user = LimitedUser.create(cluster, namespace, serviceAccount);
    if (rules.length > 0) {
      user.may(namespace, rules);
      awaitRights(serviceAccount);
    }
    return user.kubeconfig().toString();
  }

  /** The API server learns of a new role through a watch of its own. */
  private void awaitRights(String serviceAccount) {
    String user = "system:serviceaccount:" + namespace + ":" + serviceAccount;
    ProfilerImagesScript administrator =
        new ProfilerImagesScript(directory.resolve(serviceAccount))
            .withEnvironment("KUBECONFIG", cluster.adminKubeconfig().toString());
    List<String> question =
        List.of(
            kubectl.toString(),
            "-n",
            namespace,
            "auth",
            "can-i",
            "get",
            "configmap/" + catalog,
            "--as=" + user);
    Eventually.assertThat(
        () -> assertThat(administrator.execute(question, "").out()).startsWith("yes"));
  }

  private static String today() {
    return LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** Other tests, and an existing cluster, find the catalog of the operator as it was. */
  private Runnable rememberDefaultCatalog() {
    var namespaces = client.namespaces().withName("toe-system");
    var configMaps = client.configMaps().inNamespace("toe-system").withName("profiler-images");
    boolean hadNamespace = namespaces.get() != null;
    ConfigMap before = configMaps.get();
    return () -> {
      if (!hadNamespace) {
        namespaces.delete();
        Eventually.assertThat(() -> assertThat(namespaces.get()).isNull());
      } else if (before == null) {
        configMaps.delete();
      } else {
        Eventually.edited(
            configMaps, now -> new ConfigMapBuilder(now).withData(before.getData()).build());
      }
    };
  }
}
