package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.langop.operator.cli.Cli;
import io.langop.operator.cli.Cli.Result;
import io.langop.operator.cli.OutputSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @TempDir private Path directory;
  private Path list;

  @BeforeEach
  void writeList() throws IOException {
    list = Files.writeString(directory.resolve("list.txt"), "docker.io # hub\nghcr.io/acme\n");
  }

  private Result check(String... arguments) {
    return check(new Cli(), arguments);
  }

  private Result check(Cli cli, String... arguments) {
    List<String> all = new ArrayList<>(List.of("registries", "check", "--file", list.toString()));
    all.addAll(List.of(arguments));
    return cli.run(all.toArray(String[]::new));
  }

  private JsonNode json(Result result) throws IOException {
    return JSON.readTree(result.out());
  }

  private List<String> imagesOf(String manifest) throws IOException {
    Result result = check(new Cli().withInput(manifest), "-f", "-", "-o", "json");
    return json(result).findValuesAsText("image");
  }

  @Test
  void everyImageIsShownWithTheReasonAndHowItsReferenceIsRead() {
    // When
    Result result =
        check("nginx", "ghcr.io/evil/x:1", "evil.com/x", "ghcr.io/acme/a@" + DIGEST, "a b");

    // Then
    assertThat(result.out().replaceAll(" {3,}", " | "))
        .isEqualTo(
            """
            IMAGE | ALLOWED | REGISTRY | REPOSITORY | TAG | DIGEST | BECAUSE
            nginx | yes | docker.io | library/nginx | - | - | entry 'docker.io'
            ghcr.io/evil/x:1 | no | ghcr.io | evil/x | 1 | - | registry listed with other paths only
            evil.com/x | no | evil.com | x | - | - | registry not listed
            ghcr.io/acme/a@%s | yes | ghcr.io | acme/a | - | sha256:0123456789ab… | entry 'ghcr.io/acme'
            a b | no | - | - | - | - | invalid: it contains white space
            """
                .formatted(DIGEST));
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void jsonIsAnArrayOfObjectsWithExactlyTheDocumentedFieldsInInputOrder() throws IOException {
    // When
    Result result = check("-o", "json", "ghcr.io/acme/a:1@" + DIGEST, "evil.com/x", "A:B");

    // Then
    assertThat(json(result))
        .isEqualTo(
            JSON.readTree(
                """
                [{"image": "ghcr.io/acme/a:1@DIGEST", "namespace": "default", "allowed": true, "registry": "ghcr.io",
                  "repository": "acme/a", "tag": "1", "digest": "DIGEST", "entry": "ghcr.io/acme",
                  "reason": "RegistryAllowed",
                  "message": "Image registry 'ghcr.io' is in whitelist"},
                 {"image": "evil.com/x", "namespace": "default", "allowed": false, "registry": "evil.com",
                  "repository": "x", "tag": null, "digest": null, "entry": null,
                  "reason": "RegistryNotAllowed",
                  "message": "Image registry 'evil.com' is not in whitelist. Allowed: docker.io, ghcr.io/acme"},
                 {"image": "A:B", "namespace": "default", "allowed": false, "registry": null, "repository": null,
                  "tag": null, "digest": null, "entry": null, "reason": "InvalidImageReference",
                  "message": "Image 'A:B' is not a valid image reference: the repository has upper-case letters: write it in lower case"}]
                """
                    .replace("DIGEST", DIGEST)));
    assertThat(json(result).get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "image",
            "namespace",
            "allowed",
            "registry",
            "repository",
            "tag",
            "digest",
            "entry",
            "reason",
            "message");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void yamlAndNamesAreThereToo() {
    // When
    Result yaml = check("-o", "yaml", "nginx:1.20");
    Result name = check("-o", "name", "nginx:1.20", "A b");

    // Then
    assertThat(yaml.out())
        .isEqualTo(
            """
            - image: nginx:1.20
              namespace: default
              allowed: true
              registry: docker.io
              repository: library/nginx
              tag: '1.20'
              digest: null
              entry: docker.io
              reason: RegistryAllowed
              message: Image registry 'docker.io' is in whitelist
            """);
    assertThat(yaml.exitCode()).isZero();
    assertThat(name.out()).isEqualTo("docker.io/library/nginx:1.20\nA b\n");
  }

  @Test
  void standardInputHasOneImageALineWithCommentsAndAnyLineEnds() throws IOException {
    // Given
    Cli cli = new Cli().withInput("\uFEFF# ours\r\nnginx # web\r\n\r\n  evil.com/x\t\ralpine");

    // When
    Result result = check(cli, "-o", "json", "first", "-", "last");

    // Then
    assertThat(json(result).findValuesAsText("image"))
        .containsExactly("first", "nginx", "evil.com/x", "alpine", "last");
  }

  @Test
  void aManifestOnStandardInputIsRecognised() throws IOException {
    // Given
    String pod = "# a pod\napiVersion: v1\nkind: Pod\nspec: {containers: [{image: nginx}]}\n";

    // When
    Result result = check(new Cli().withInput(pod), "-o", "json", "-");

    // Then
    assertThat(json(result).findValuesAsText("image")).containsExactly("nginx");
  }

  @Test
  void aHundredThousandLinesComeOutInOrder() throws IOException {
    // Given
    List<String> images =
        IntStream.range(0, 100_000).mapToObj(i -> "r" + i % 7 + ".example.com/a:" + i).toList();

    // When
    Result result = check(new Cli().withInput(String.join("\n", images)), "-o", "json", "-");

    // Then
    assertThat(json(result).findValuesAsText("image")).isEqualTo(images);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void anEndlessLineIsOneBadImage() throws IOException {
    // Given
    Cli cli = new Cli().withInput("a".repeat(5_000_000) + "\nnginx\n");

    // When
    Result result = check(cli, "-o", "json", "-");

    // Then
    assertThat(json(result).findValuesAsText("allowed")).containsExactly("false", "true");
    assertThat(result.out().length()).isLessThan(20_000);
  }

  @Test
  void containersOfEveryKindAreFound() throws IOException {
    // When
    List<String> images =
        imagesOf(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: c}
            spec:
              jobTemplate: {spec: {template: {spec: {
                initContainers: [{name: i, image: init}],
                containers: [{name: a, image: main}, {name: b, image: '1.20'}],
                ephemeralContainers: [{image: debug}]}}}}
            ---
            # nothing
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: langop.io/v1alpha1, kind: LanguageAgent, metadata: {name: a}, spec: {image: agent}}
            - {apiVersion: langop.io/v1alpha1, kind: LanguageTool, metadata: {name: t}, spec: {image: 5}}
            - {apiVersion: other.io/v1, kind: Other, spec: {image: not-ours, containers: {image: no-list}}}
            - {apiVersion: codriverlabs.ai.toe.run/v1alpha1, kind: PowerTool, spec: {profiler: {tool: x}}}
            """);

    // Then
    assertThat(images).containsExactly("init", "main", "1.20", "debug", "agent", "5");
  }

  @Test
  void whatHasNoImageIsPassedOverButABlankOneIsNot() throws IOException {
    // When
    List<String> images =
        imagesOf(
            """
            apiVersion: v1
            kind: Pod
            spec: {containers: [{name: a}, {image: null}, {image: ''}, text, {image: {a: b}}]}
            ---
            apiVersion: langop.io/v1alpha1
            kind: LanguageAgent
            spec: {image: ''}
            ---
            just text
            ---
            [1, [2], {a: [b]}]
            """);

    // Then
    assertThat(images).containsExactly("", "", "", "");
  }

  @Test
  void aBlankImageIsRefusedWithWords() {
    // Given
    String pod = "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: ' '}]}\n";

    // When
    Result result = check(new Cli().withInput(pod), "-f", "-");

    // Then
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("invalid: it contains white space");
  }

  @Test
  void imageVolumesOfPodsAndTemplatesAreImages() throws IOException {
    // Given
    String manifests =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec: {volumes: [{name: m, image: {reference: evil.example/m:1}}, {name: e, emptyDir: {}}]}
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: c}
        spec: {jobTemplate: {spec: {template: {spec: {volumes: [{name: n, image: {}}, text]}}}}}
        """;

    // When
    Result result = check(new Cli().withInput(manifests), "-f", "-", "-o", "json");

    // Then
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(json(result).findValuesAsText("image")).containsExactly("evil.example/m:1", "");
    assertThat(json(result).findValuesAsText("source"))
        .containsExactly("Pod/p volume m", "CronJob/c volume n");
  }

  @Test
  void anchorsAliasesMergesAndForeignTagsAreUnderstood() throws IOException {
    // When
    List<String> images =
        imagesOf(
            """
            x-image: &image nginx:1
            x-container: &container {image: *image}
            y: !Ref other
            z: !Custom {a: [1]}
            spec:
              containers:
              - *container
              - <<: *container
                name: b
            """);

    // Then
    assertThat(images).containsExactly("nginx:1", "nginx:1");
  }

  @Test
  void aYamlBombEndsWithASentence() {
    // Given
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append(
          "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
    }

    // When
    Result result = check(new Cli().withInput(bomb.toString()), "-f", "-");

    // Then
    assertThat(result.err())
        .isEqualTo(
            "aictl: standard input is not checked to its end: its aliases stand for too much.\n");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: {{ .Values.image }}\n",
        "a: b: c",
        "\tx: 1",
        "{\"a\": ",
        "[{\"a\": 1},",
        "a: *nobody",
        "a: &a {b: *a, ? *a : c}\n? {",
        "%YAML 9\n--- x",
        "\u0000\u0001\u0002ELF"
      })
  void whatIsNoManifestIsNamedInOneLineAndFails(String content) throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("broken.yaml"), content);

    // When
    Result result = check("-f", file.toString());

    // Then
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .matches("aictl: File '.*broken.yaml' is not checked to its end: [ -~…]+\\.\n");
  }

  @Test
  void deepNestingEndsWithASentence() {
    // When
    Result yaml = check(new Cli().withInput("[".repeat(100_000)), "-f", "-");
    Result json = check(new Cli().withInput("[{\"a\":".repeat(100_000)), "-f", "-");

    // Then
    assertThat(yaml.exitCode()).isEqualTo(2);
    assertThat(json.exitCode()).isEqualTo(2);
    assertThat(yaml.err()).hasLineCount(1);
    assertThat(json.err()).hasLineCount(1);
  }

  @Test
  void aDirectoryIsReadToItsDepthsAndABrokenFileDoesNotHideTheOthers() throws IOException {
    // Given
    Path manifests = Files.createDirectories(directory.resolve("m/deep/.git")).getParent();
    String pod =
        "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"p\"},"
            + " \"spec\": {\"containers\": [{\"name\": \"c\", \"image\": \"%s\"}]}}";
    Files.writeString(manifests.resolve("b.json"), pod.formatted("nginx"));
    Files.writeString(manifests.resolveSibling("a.yaml"), "kind: {{ .x }}");
    Files.writeString(manifests.resolveSibling("c.YML"), pod.formatted("evil.com/x"));
    Files.writeString(manifests.resolveSibling("d.txt"), pod.formatted("no-manifest"));
    Files.writeString(manifests.resolve(".git/e.yaml"), pod.formatted("hidden"));

    // When
    Result result = check("-o", "json", "-f", directory.resolve("m").toString());

    // Then
    assertThat(json(result).findValuesAsText("image")).containsExactly("evil.com/x", "nginx");
    assertThat(json(result).get(1).get("source").asText())
        .isEqualTo(manifests.resolve("b.json") + " Pod/p c");
    assertThat(result.err()).contains("a.yaml").hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--file /nowhere nginx | aictl: The list in file '/nowhere' cannot be read: there is no such file.",
        "--file DIR nginx | aictl: The list in file 'DIR' cannot be read: Is a directory.",
        "--file LIST -f /nowhere | aictl: File '/nowhere' cannot be read: there is no such file.",
        "--file LIST -f EMPTY | aictl: Directory 'EMPTY' has no file that ends in .yaml, .yml or .json.",
        "--file LIST | aictl: Nothing to check. Name images, manifests with -f, or '-' for standard input.",
        "--file LIST - - | aictl: Standard input can be read only once, but '-' was given twice.",
        "--file LIST -f - - | aictl: Standard input can be read only once, but '-' was given twice.",
        "--fil LIST nginx | aictl: Unknown option: '--fil'. See 'aictl registries check --help'."
      })
  void wrongUsageIsOneSentenceAndExitCodeTwo(String arguments, String message) throws IOException {
    // Given
    Path empty = Files.createDirectories(directory.resolve("empty"));
    String[] words =
        arguments
            .replace("DIR", directory.toString())
            .replace("EMPTY", empty.toString())
            .replace("LIST", list.toString())
            .split(" ");
    List<String> all = new ArrayList<>(List.of("registries", "check"));
    all.addAll(List.of(words));

    // When
    Result result = new Cli().run(all.toArray(String[]::new));

    // Then
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().findFirst().orElseThrow().split(" Did you")[0].split(" See")[0])
        .isEqualTo(
            message
                .replace("DIR", directory.toString())
                .replace("EMPTY", empty.toString())
                .replace("LIST", list.toString())
                .split(" See")[0]);
  }

  @Test
  void nothingToReadIsNoError() throws IOException {
    // When
    Result result = check(new Cli().withInput(""), "-o", "json", "-");

    // Then
    assertThat(json(result)).isEmpty();
    assertThat(result.err()).isEqualTo("No image was found.\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theListMayBeTheManifestOfItsConfigMap() {
    // When
    Result result =
        new Cli()
            .run(
                "registries",
                "check",
                "--file",
                "src/config/manager/registry-whitelist.yaml",
                "-o",
                "name",
                "us.gcr.io/a/b");

    // Then
    assertThat(result).isEqualTo(new Result(0, "us.gcr.io/a/b\n", ""));
  }

  private List<String> verdicts(Result result) throws IOException {
    List<String> verdicts = new ArrayList<>();
    json(result)
        .forEach(
            image ->
                verdicts.add(
                    image.get("image").asText()
                        + " "
                        + image.get("namespace").asText()
                        + " "
                        + image.get("allowed").asText()));
    return verdicts;
  }

  @Test
  void theNamespaceOfTheManifestCountsUnlessOneIsGiven() throws IOException {
    // Given
    Files.writeString(list, "ghcr.io/acme namespaces=team-a\n");
    String manifests =
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: team-a},
           spec: {containers: [{image: ghcr.io/acme/a}]}}
        - {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: team-b},
           spec: {containers: [{image: ghcr.io/acme/b}]}}
        - {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: ''},
           spec: {containers: [{image: ghcr.io/acme/c}]}}
        - {apiVersion: langop.io/v1alpha1, kind: LanguageAgent, metadata: {namespace: team-a},
           spec: {image: ghcr.io/acme/d}}
        """;

    // When
    Result own = check(new Cli().withInput(manifests), "-o", "json", "-f", "-", "ghcr.io/acme/x");
    Result given = check(new Cli().withInput(manifests), "-o", "json", "-f", "-", "-n", "team-a");

    // Then
    assertThat(verdicts(own))
        .containsExactly(
            "ghcr.io/acme/x default false",
            "ghcr.io/acme/a team-a true",
            "ghcr.io/acme/b team-b false",
            "ghcr.io/acme/c default false",
            "ghcr.io/acme/d team-a true");
    assertThat(json(given).findValuesAsText("namespace")).containsOnly("team-a");
    assertThat(json(given).findValuesAsText("allowed")).containsOnly("true");
  }

  @Test
  void whatIsPartOfAnotherObjectIsInItsNamespace() throws IOException {
    // When
    Result result =
        check(
            new Cli()
                .withInput(
                    """
                    apiVersion: example.com/v1
                    kind: Bundle
                    metadata: {name: b, namespace: team-a}
                    spec:
                      one: {apiVersion: v1, kind: Pod, spec: {containers: [{image: a}]}}
                      two: {apiVersion: v1, kind: Pod, metadata: {namespace: x}, spec: {containers: [{image: b}]}}
                    """),
            "-o",
            "json",
            "-f",
            "-");

    // Then
    assertThat(json(result).findValuesAsText("namespace")).containsExactly("team-a", "x");
  }

  @Test
  void aNamespaceThatCannotBeOneIsRefused() {
    assertThat(check("nginx", "-n", "Team A"))
        .isEqualTo(new Result(2, "", "aictl: 'Team A' cannot be the name of a namespace.\n"));
  }

  @Test
  void whatNearlyAllowsAnImageIsTheReason() throws IOException {
    // Given
    Files.writeString(
        list,
        """
        docker.io/bitnami
        ghcr.io/acme digest=required
        quay.io/incident/ until=2026-11-30
        quay.io/team namespaces=team-a
        quay.io/open until=2026-12-31
        """);
    Cli cli = new Cli().at(Instant.parse("2026-12-01T12:00:00Z"));

    // When
    Result result =
        check(
            cli,
            "bitnami/redis",
            "ghcr.io/acme/x:1",
            "quay.io/incident/x",
            "quay.io/team",
            "quay.io/open");

    // Then
    assertThat(result.out().lines().skip(1).map(line -> line.replaceAll(".* {3,}", "")))
        .containsExactly(
            "entry 'docker.io/bitnami' is only the repository docker.io/library/bitnami, all below"
                + " it would be 'docker.io/bitnami/'",
            "entry 'ghcr.io/acme' requires a digest",
            "entry 'quay.io/incident/' ended 2026-11-30",
            "entry 'quay.io/team' is only for namespaces team-a",
            "entry 'quay.io/open until=2026-12-31'");
  }

  @Test
  void jsonIsAsItsSchemaSays() throws IOException {
    // Given
    Files.writeString(list, "docker.io\nghcr.io/acme digest=required\n");

    // When
    Result result = check("-o", "json", "nginx", "ghcr.io/acme/x:1", "evil.com/x", "@");

    // Then
    assertThat(new OutputSchema().problems("registriesCheck", result.out())).isEmpty();
  }

  @Test
  void namesAreImagesAsTheyWouldRun() {
    // When
    Result result = check("-o", "name", "DOCKER.io/acme/a", "EVIL/x", "GHCR.IO/acme/a:B");

    // Then
    assertThat(result.out()).isEqualTo("docker.io/acme/a\nEVIL/x\nghcr.io/acme/a:B\n");
  }

  @Test
  void aMisspeltOptionInTheListIsGuessed() throws IOException {
    // Given
    Files.writeString(list, "docker.io\nghcr.io/acme untill=2026-12-31\n");

    // When
    Result result = check("-o", "name", "nginx");

    // Then
    assertThat(result.err())
        .isEqualTo(
            "Line 2 of the list, 'ghcr.io/acme untill=2026-12-31', is ignored: there is no option"
                + " 'untill': there are digest=required, namespaces=NAME,… and until=TIME. Did"
                + " you mean 'until'?\n");
  }

  @Test
  void badLinesOfTheListAreNamed() throws IOException {
    // Given
    Files.writeString(list, "docker.io\n\n*gcr.io\n");

    // When
    Result result = check("-o", "name", "nginx");

    // Then
    assertThat(result.err())
        .isEqualTo(
            "Line 3 of the list, '*gcr.io', is ignored: '*' stands only for whole labels at the"
                + " start, as in *.example.com.\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aListThatIsNoTextIsRefused() throws IOException {
    // Given
    Files.write(list, new byte[] {0, 1, 2, (byte) 0xff, '\n', (byte) 0xc3});

    // When
    Result result = check("nginx");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "",
                "aictl: File '%s' is no text in UTF-8, so it is no list.\n".formatted(list)));
  }

  @Test
  void aManifestThatIsNoTextIsNamed() throws IOException {
    // Given
    Path file =
        Files.write(directory.resolve("x.yaml"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});

    // When
    Result result = check("-f", file.toString());

    // Then
    assertThat(result.err())
        .isEqualTo(
            "aictl: File '%s' is not checked to its end: it is no text in UTF-8.\n"
                .formatted(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "wide", "json", "yaml", "name"})
  void foreignTextCannotCommandTheTerminal(String format) {
    // Given
    String evil = "\u001b[31mred\u202Ereversed\u0007\u009b2Jx";
    Cli cli = new Cli().withInput((evil + "\n").getBytes(StandardCharsets.UTF_8));

    // When
    Result result = check(cli, "-o", format, evil, "-");

    // Then
    assertThat(result.out()).matches("[ -~…\n]+");
  }

  @Test
  void coloursAreForTerminalsWhoseUserWantsThem() {
    // Given
    String escape = "\u001b[";

    // When
    String pipe = check(new Cli(), "nginx").out();
    String terminal = check(new Cli().onTerminal(), "nginx").out();
    String option = check(new Cli().onTerminal(), "nginx", "--no-color").out();
    String variable = check(new Cli().onTerminal().with("NO_COLOR", "1"), "nginx").out();
    String dumb = check(new Cli().onTerminal().with("TERM", "dumb"), "nginx").out();

    // Then
    assertThat(terminal).contains(escape + "32myes" + escape + "0m");
    assertThat(List.of(pipe, option, variable, dumb)).doesNotContain(terminal).containsOnly(pipe);
  }
}
