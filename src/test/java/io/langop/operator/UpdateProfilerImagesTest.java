package io.langop.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.langop.operator.ProfilerImagesScript.Result;
import io.langop.operator.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script does before it talks to a cluster, and how it talks to kubectl. */
class UpdateProfilerImagesTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final int MUTATIONS = 1000;

  /** Reads one argument a line, escaped for printf, and prints how --check ends for it. */
  private static final String CHECK_EACH_LINE =
      """
      while IFS= read -r escaped; do
        image=$(printf '%b.' "$escaped")
        message=$("$0" --check -- tool "${image%.}" 2>&1 >/dev/null </dev/null)
        printf '%s %s\\n' "$?" "$message"
      done
      """;

  /** Writes its arguments into a file and behaves like a cluster whose catalog is empty. */
  private static final String RECORDING_KUBECTL =
      """
      printf '%s\\n' "$@" >> "$HOME/arguments"
      case "$*" in *'get configmap'*) echo 'catalog 7' ;; esac
      """;

  @TempDir private Path directory;
  private ProfilerImagesScript script;

  @BeforeEach
  void makeScript() {
    script = new ProfilerImagesScript(directory).withKubectl(RECORDING_KUBECTL);
  }

  @TestFactory
  Stream<DynamicTest> isCleanShell() {
    Optional<Path> shellcheck = ProfilerImagesScript.onPath("shellcheck");
    List<String> command =
        shellcheck
            .map(path -> List.of(path.toString(), "--shell=sh", path()))
            .orElse(List.of("/bin/sh", "-n", path()));
    String name =
        shellcheck.isPresent()
            ? "shellcheck has no complaints"
            : "sh accepts the syntax (shellcheck is not installed, so nothing more was checked)";
    System.out.println(ProfilerImagesScript.NAME + ": " + name); // reports by Maven leave it out
    return Stream.of(
        dynamicTest(
            name, () -> assertThat(script.execute(command, "")).isEqualTo(new Result(0, "", ""))));
  }

  @Test
  void acceptsExactlyTheImagesThatTheReferenceTableCallsValid() throws IOException {
    // Given
    List<Row> rows = rows().stream().filter(row -> canBeAnArgument(row.input())).toList();

    // When
    List<String> verdicts = check(rows.stream().map(Row::input).toList());

    // Then
    assertThat(rows).hasSizeGreaterThan(900);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(verdicts.get(i)).as(rows.get(i).line()).matches(expected(rows.get(i).valid()));
    }
  }

  @Test
  void imagesThatCannotBeAnArgumentAtAllAreInvalidAnyway() throws IOException {
    assertThat(rows()).filteredOn(row -> !canBeAnArgument(row.input())).noneMatch(Row::valid);
  }

  @Test
  void agreesWithTheOperatorOnImagesThatAreAlmostValid() throws IOException {
    // Given
    List<String> inputs =
        rows().stream().map(Row::input).filter(UpdateProfilerImagesTest::canBeAnArgument).toList();
    Random random = new Random(20241015);
    List<String> mutations =
        Stream.generate(() -> mutated(inputs, random)).distinct().limit(MUTATIONS).toList();

    // When
    List<String> verdicts = check(mutations);

    // Then
    int valid = 0;
    for (int i = 0; i < mutations.size(); i++) {
      boolean accepted = ImageReference.parse(mutations.get(i)) instanceof ImageReference;
      assertThat(verdicts.get(i)).as(mutations.get(i)).matches(expected(accepted));
      valid += accepted ? 1 : 0;
    }
    assertThat(valid).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aperf", "aperf-dev", "APERF_2.0", "1", ".hidden", "a..b", "null", "__proto__"})
  void acceptsToolNamesThatCanBeKeysOfAConfigMap(String tool) {
    // When
    Result result = script.run("--check", tool, "nginx");

    // Then
    assertThat(result).isEqualTo(new Result(0, tool + ": valid, nginx\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../etc/passwd",
        "..a",
        "a/b",
        "a b",
        " a",
        "a\n",
        "a\nb",
        "a=b",
        "a\"b",
        "a\\b",
        "a{{.data}}",
        "a$(id)",
        "a`id`",
        "a;b",
        "a*",
        "ä",
        "a\u001b[31m"
      })
  void refusesOtherToolNamesWithoutAskingTheCluster(String tool) {
    // When
    Result result = script.run(tool, "nginx");

    // Then
    assertRefused(result, "the tool name ");
    assertThat(arguments()).isEmpty();
  }

  @Test
  void aToolNameHasAtMost253Characters() {
    // When
    Result longest = script.run("--check", "a".repeat(253), "nginx");
    Result tooLong = script.run("--check", "a".repeat(254), "nginx");

    // Then
    assertThat(longest.exitCode()).isZero();
    assertRefused(tooLong, "the tool name has 254 characters, at most 253 are allowed");
  }

  @Test
  void aToolNameMayBeginWithADashBehindTwoDashes() {
    // When
    Result option = script.run("--check", "-aperf", "nginx");
    Result name = script.run("--check", "--", "-aperf", "nginx");

    // Then
    assertRefused(option, "there is no option '-aperf'");
    assertThat(name).isEqualTo(new Result(0, "-aperf: valid, nginx\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                    | the image reference is empty
          https://ghcr.io/app   | 'https://ghcr.io/app' is not a valid image reference: 'https:' is not a registry
          ghcr.io/App           | 'ghcr.io/App' is not a valid image reference: the repository 'App' is not of the form
          ghcr.io/app:          | the tag after ':' is not
          ghcr.io/app@sha256:ab | the digest after '@' is not
          foo_bar.com/app       | 'foo_bar.com' is not a registry
          nginx;id              | it has a character that is never part of one
          """)
  void saysWhatIsWrongWithAnImage(String image, String reason) {
    // When
    Result result = script.run("aperf", image);

    // Then
    assertRefused(result, reason);
    assertThat(arguments()).isEmpty();
  }

  @Test
  void runsNothingThatIsWrittenInAnArgument() {
    // Given
    Path trap = directory.resolve("trap");
    String[] attempts = {"$(echo>%s)", "`echo>%s`", "x;echo>%s", "x\";echo>%s;\"", "';echo>%s;'"};

    for (String attempt : attempts) {
      // When
      Result asImage = script.run("aperf", attempt.formatted(trap));
      Result asTool = script.run(attempt.formatted(trap), "nginx");

      // Then
      assertRefused(asImage, "is not a valid image reference");
      assertRefused(asTool, "the tool name ");
    }
    assertThat(trap).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aperf", "aperf nginx 3", "--check aperf", "-- --help"})
  void needsTwoArguments(String line) {
    // Given
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

    // When
    Result result = script.run(arguments);

    // Then
    assertRefused(result, "needs two arguments, NAME and IMAGE, but got ");
    assertThat(arguments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --dry-run aperf nginx          | there is no option '--dry-run'; see --help
          aperf nginx --namespace        | the option --namespace needs a value
          --context= aperf nginx         | the option --context needs a value
          --namespace A aperf nginx      | 'A' is not the name of a namespace
          --namespace=-o aperf nginx     | '-o' is not the name of a namespace
          --name --all aperf nginx       | '--all' is not the name of a ConfigMap
          --name a,b aperf nginx         | 'a,b' is not the name of a ConfigMap
          """)
  void refusesOptionsThatItCannotFollow(String line, String reason) {
    // When
    Result result = script.run(line.split(" "));

    // Then
    assertRefused(result, reason);
    assertThat(arguments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpShowsTheWholeUsage(String option) {
    // When
    Result result = script.run(option);

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Usage: update-profiler-images.sh [OPTIONS] NAME IMAGE\n")
        .contains("--namespace", "--name", "--context", "--kubeconfig", "--check", "KUBECONFIG")
        .contains("./update-profiler-images.sh aperf-dev your-registry/aperf:dev-latest")
        .contains("your-registry/aperf:snapshot-$(date +%Y%m%d)");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 105);
  }

  @Test
  void passesItsOptionsOnToKubectl() {
    // When
    Result result =
        script.run(
            "aperf",
            "--context",
            "a context",
            "--kubeconfig=/some where/config",
            "nginx",
            "-n",
            "other",
            "--name=images");

    // Then
    assertThat(result).isEqualTo(new Result(0, "aperf: (not set) -> nginx\n", ""));
    assertThat(arguments())
        .contains("--context=a context", "--kubeconfig=/some where/config", "--namespace=other")
        .contains("images")
        .doesNotContain("toe-system", "profiler-images");
  }

  @Test
  void leavesTheChoiceOfTheClusterToKubectlUnlessTold() {
    // When
    script.run("aperf", "nginx");

    // Then
    assertThat(arguments())
        .contains("--namespace=toe-system", "profiler-images")
        .noneMatch(argument -> argument.startsWith("--context"))
        .noneMatch(argument -> argument.startsWith("--kubeconfig"));
  }

  @Test
  void everyRequestToTheClusterHasATimeLimit() {
    // Given
    script.withKubectl("printf '%s\\n' \"$*\" >> \"$HOME/arguments\"; " + EMPTY_CLUSTER);

    // When
    Result result = script.run("aperf", "nginx");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(arguments())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("--request-timeout=20s "), "begins with the time limit");
    assertThat(arguments().get(0)).contains(" --request-timeout=5s get --raw ");
  }

  @Test
  void aMissingKubectlIsOneClearLine() {
    // Given
    ProfilerImagesScript without = new ProfilerImagesScript(directory.resolve("without"));

    // When
    Result result = without.run("aperf", "nginx");

    // Then
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .matches("update-profiler-images: kubectl was not found on the PATH[^\n]+\n");
  }

  @Test
  void kubectlsOwnLogLinesAreLeftOutOfTheError() {
    // Given
    script.withKubectl(
        """
        echo 'E0101 12:00:00.000000 1 memcache.go:265] "Unhandled Error"' >&2
        echo 'Warning: old version' >&2
        echo 'The ConfigMap is invalid:' >&2
        printf '* data: \\033[31mtoo long\\n' >&2
        exit 1
        """);

    // When
    Result result = script.run("aperf", "nginx");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                "update-profiler-images: cannot use the cluster:"
                    + " The ConfigMap is invalid: * data: ?[31mtoo long\n"));
  }

  @Test
  void warningsOfTheClusterAreShownAndNotMistakenForItsAnswer() {
    // Given
    script.withKubectl("echo 'Warning: think again' >&2; " + EMPTY_CLUSTER);

    // When
    Result result = script.run("aperf", "nginx");

    // Then
    assertThat(result)
        .isEqualTo(new Result(0, "aperf: (not set) -> nginx\n", "Warning: think again\n"));
  }

  @Test
  void givesUpWhenEveryAttemptMeetsAnotherWriter() {
    // Given
    script.withKubectl(
        """
        case "$*" in
          *patch*)
            echo 'Error from server (Conflict): the object has been modified' >&2
            echo attempt >> "$HOME/arguments"
            exit 1
            ;;
        esac
        """
            + EMPTY_CLUSTER);

    // When
    Result result = script.run("aperf", "nginx");

    // Then
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "update-profiler-images: ConfigMap toe-system/profiler-images was changed by others"
                + " during all 50 attempts; try again\n");
    assertThat(arguments()).hasSize(50);
  }

  private static final String EMPTY_CLUSTER =
      "case \"$*\" in *'get configmap'*) echo 'catalog 7' ;; esac";

  private static String path() {
    return ProfilerImagesScript.script().toString();
  }

  private static void assertRefused(Result result, String reason) {
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).matches("update-profiler-images: [ -~]+\n").contains(reason);
  }

  private List<String> arguments() {
    try {
      Path file = directory.resolve("arguments");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String expected(boolean valid) {
    return valid ? "0 " : "2 update-profiler-images: [ -~]+";
  }

  /** How the script's check of each image ends: exit status and message. */
  private List<String> check(List<String> images) {
    StringBuilder input = new StringBuilder();
    for (String image : images) {
      for (byte b : image.getBytes(StandardCharsets.UTF_8)) {
        input.append("\\0%03o".formatted(b & 0xff));
      }
      input.append('\n');
    }
    Result result =
        script.execute(List.of("/bin/sh", "-c", CHECK_EACH_LINE, path()), input.toString());
    List<String> lines = result.out().lines().toList();
    assertThat(lines).as("one line of message for each image").hasSameSizeAs(images);
    return lines;
  }

  /** One line of the table of what the reference library says. */
  private record Row(String line, String input, boolean valid) {

    static Row of(String line) {
      String[] columns = line.split("\t", -1);
      String input =
          ESCAPE
              .matcher(columns[0])
              .replaceAll(
                  match ->
                      Matcher.quoteReplacement(
                          String.valueOf((char) Integer.parseInt(match.group(1), 16))));
      // The operator refuses the few that the library gives an empty registry.
      return new Row(line, input, columns[1].equals("valid") && !columns[2].isEmpty());
    }
  }

  private static List<Row> rows() throws IOException {
    try (InputStream table = ImageReference.class.getResourceAsStream("reference-table.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(Row::of)
          .toList();
    }
  }

  /** An argument ends at a NUL, and half a surrogate pair has no bytes. */
  private static boolean canBeAnArgument(String text) {
    return text.indexOf('\0') < 0 && text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  private static String mutated(List<String> inputs, Random random) {
    String first = inputs.get(random.nextInt(inputs.size()));
    String second = inputs.get(random.nextInt(inputs.size()));
    StringBuilder text = new StringBuilder(first);
    int at = random.nextInt(first.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> text.insert(at, "/:@.-_[]A0 \n$\"\\".charAt(random.nextInt(15)));
      case 1 -> text.delete(at, Math.min(first.length(), at + 1));
      case 2 -> text.append("/:@.-".charAt(random.nextInt(5))).append(second);
      default -> text.replace(at, first.length(), second.substring(second.length() / 2));
    }
    return text.toString();
  }
}
