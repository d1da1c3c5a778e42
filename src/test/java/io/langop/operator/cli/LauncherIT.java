package io.langop.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.Launcher.OnTerminal;
import io.langop.operator.cli.Launcher.Result;
import io.langop.operator.testcluster.OperatorProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, as it is started from a checkout; it needs no cluster for this. */
@Tag("native")
class LauncherIT {

  private static final String CHECKED =
      """
      IMAGE        ALLOWED   REGISTRY    REPOSITORY      TAG   DIGEST   BECAUSE
      nginx        yes       docker.io   library/nginx   -     -        entry 'docker.io'
      evil.com/x   no        evil.com    x               -     -        registry not listed
      """;

  @TempDir private Path directory;
  private Launcher aictl;
  private Path list;

  @BeforeEach
  void writeList() throws IOException {
    aictl = new Launcher(directory);
    list = Files.writeString(directory.resolve("allowlist.txt"), "docker.io\n");
  }

  private String[] check() {
    return new String[] {"registries", "check", "--file", list.toString(), "nginx", "evil.com/x"};
  }

  @Test
  void printsTheResultAndNothingElse() {
    // When
    Result result = aictl.run(check());

    // Then
    assertThat(result).isEqualTo(new Result(1, CHECKED, ""));
  }

  @Test
  void tellsItsVersion() {
    // When
    Result result = aictl.run("--version");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("aictl \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  /** An executable that took such an option for the operator's would start the operator. */
  @Test
  void staysTheCommandLineWithAnOptionThatOnlyAJvmKnows() {
    // When
    Result result = aictl.with("AICTL_JAVA_OPTS", "-Xshare:off").run("--version");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("aictl ");
  }

  @Test
  void worksThroughLinksUnderOtherNames() throws IOException {
    // Given
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("one"), Launcher.PROGRAM);
    Files.createSymbolicLink(bin.resolve("kubectl-aictl"), Path.of("one"));

    // When
    Result result =
        aictl.execute(
            Stream.concat(Stream.of(bin.resolve("kubectl-aictl").toString()), Stream.of(check()))
                .toList(),
            "");

    // Then
    assertThat(result).isEqualTo(new Result(1, CHECKED, ""));
  }

  @Test
  @Tag("jvm")
  void worksFromTheLayoutOfAnImageWithoutAnArchiveAndWithoutALocale() throws IOException {
    // Given
    Path image = directory.resolve("image with space");
    Path built = Path.of("target/quarkus-app").toAbsolutePath();
    Files.createDirectories(image.resolve("bin"));
    Files.createDirectories(image.resolve("quarkus-app"));
    Files.copy(Launcher.PROGRAM, image.resolve("bin/aictl"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(image.resolve("quarkus-app/lib"), built.resolve("lib"));
    Files.createSymbolicLink(image.resolve("quarkus-app/app"), built.resolve("app"));

    // When
    Result result =
        aictl
            .with("LANG", "")
            .execute(
                Stream.concat(Stream.of(image.resolve("bin/aictl").toString()), Stream.of(check()))
                    .toList(),
                "");

    // Then
    assertThat(result).isEqualTo(new Result(1, CHECKED, ""));
  }

  @Test
  void aCheckoutThatIsNotBuiltSaysHowToBuildIt() throws IOException {
    // Given
    Path checkout = Files.createDirectories(directory.resolve("checkout/bin")).getParent();
    Files.copy(Launcher.PROGRAM, checkout.resolve("bin/aictl"), StandardCopyOption.COPY_ATTRIBUTES);

    // When
    Result result = aictl.execute(List.of(checkout.resolve("bin/aictl").toString(), "--help"), "");

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "",
                "aictl: it is not built yet; build it with: cd '%s' && mvn -B -DskipTests package\n"
                    .formatted(checkout.toRealPath())));
  }

  @Test
  @Tag("jvm")
  void aBrokenArchiveIsPassedOverWithoutAWord() throws IOException {
    // Given
    Path image = Files.createDirectories(directory.resolve("broken"));
    Path built = Path.of("target/quarkus-app").toAbsolutePath();
    Files.createDirectories(image.resolve("bin"));
    Files.copy(Launcher.PROGRAM, image.resolve("bin/aictl"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(image.resolve("lib"), built.resolve("lib"));
    Files.createSymbolicLink(image.resolve("app"), built.resolve("app"));
    Files.writeString(image.resolve("aictl.jsa"), "no archive");

    // When
    Result result =
        aictl.execute(
            Stream.concat(Stream.of(image.resolve("bin/aictl").toString()), Stream.of(check()))
                .toList(),
            "");

    // Then
    assertThat(result).isEqualTo(new Result(1, CHECKED, ""));
  }

  @Test
  void theOperatorsOwnProgramDoesTheSame() {
    // Given
    List<String> arguments = Stream.concat(Stream.of("aictl"), Stream.of(check())).toList();

    // When
    Result result = aictl.execute(OperatorProgram.built().command(List.of(), arguments), "");

    // Then
    assertThat(result).isEqualTo(new Result(1, CHECKED, ""));
  }

  @Test
  @Tag("jvm")
  void aCheckAgainstAFileLoadsNothingThatTalksToAClusterNorOfTheOperator() throws IOException {
    // Given
    Path loaded = directory.resolve("loaded.txt");

    // When
    aictl.with("AICTL_JAVA_OPTS", "-Xlog:class+load:file=" + loaded).run(check());

    // Then
    assertThat(Files.readString(loaded))
        .contains("io.langop.operator.cli.Aictl ")
        .doesNotContain("io.fabric8")
        .doesNotContain("io.vertx")
        .doesNotContain("io.netty")
        .doesNotContain("io.quarkus")
        .doesNotContain("com.fasterxml.jackson.databind");
  }

  @Test
  void aHundredThousandImagesNeedLittleMemory() {
    // Given
    String images =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "registry-" + i % 1000 + ".example.com/team/image:" + i)
            .collect(Collectors.joining("\n"));

    // When
    Result result =
        aictl
            .with("AICTL_JAVA_OPTS", "-Xmx20m")
            .runWithInput(
                images, "registries", "check", "--file", list.toString(), "-o", "json", "-");

    // Then
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out().lines().filter(line -> line.contains("\"allowed\": false")))
        .hasSize(100_000);
  }

  @Test
  void whenNobodyReadsOnItEndsWithoutAWord() {
    // When
    Result result =
        aictl.shell(
            "yes evil.com/x | head -n 300000 | aictl registries check --file '%s' - | head -n 1"
                .formatted(list));

    // Then
    assertThat(result.out()).startsWith("IMAGE ").hasLineCount(1);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void outputThatCannotBeWrittenIsSaid() {
    // When
    Result full = aictl.shell("aictl --help > /dev/full");
    Result closed =
        aictl.shell("aictl registries check --file '%s' nginx - <&- >&-".formatted(list));

    // Then
    assertThat(full.exitCode()).isEqualTo(141);
    assertThat(full.err())
        .isEqualTo("aictl: The output cannot be written: No space left on device.\n");
    assertThat(closed).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void coloursAreForATerminalAndItsUser() {
    // Given
    String arguments = String.join(" ", check());

    // When
    String coloured = onTerminal(aictl, arguments);
    String plain = onTerminal(aictl.with("NO_COLOR", "1"), arguments);

    // Then
    assertThat(plain).isEqualTo(CHECKED);
    assertThat(coloured)
        .contains("nginx        \u001b[32myes\u001b[0m ")
        .contains("evil.com/x   \u001b[31mno\u001b[0m ");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(CHECKED);
  }

  private static String onTerminal(Launcher launcher, String arguments) {
    try (OnTerminal run = launcher.onTerminal(arguments)) {
      assertThat(run.awaitEnd()).isEqualTo(1);
      return run.text();
    }
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException {
    // Given
    Path script =
        Files.writeString(directory.resolve("completion"), aictl.run("completion", "bash").out());

    // When
    Result result =
        aictl.execute(
            List.of(
                "bash",
                "-c",
                ". '%s'; COMP_WORDS=(aictl registries ''); COMP_CWORD=2; _complete_aictl; echo \"${COMPREPLY[*]}\""
                    .formatted(script)),
            "");

    // Then
    assertThat(result.out()).contains("list", "check", "audit", "add", "remove");
    assertThat(aictl.run("completion", "zsh").out()).contains("bashcompinit", "_complete_aictl");
  }

  @Test
  void fishCompletesCommandsValuesAndFiles() throws IOException {
    // Given
    Assumptions.assumeThat(aictl.shell("command -v fish").exitCode()).isZero();
    Path bin = Files.createDirectories(directory.resolve("fish"));
    Files.createSymbolicLink(bin.resolve("aictl"), Launcher.PROGRAM);
    Path script = Files.writeString(bin.resolve("f"), aictl.run("completion", "fish").out());

    // When
    Result result =
        aictl
            .with("PATH", bin + ":" + System.getenv("PATH"))
            .execute(
                List.of(
                    "fish",
                    "-c",
                    "source '%s'; for line in 'registries ch' 'agent list -o j' 'allowlist test LIC'; complete -C \"aictl $line\"; end"
                        .formatted(script)),
                "");

    // Then
    assertThat(result.out().lines())
        .containsExactly(
            "check\tTell whether images would be allowed, by which entry or why not",
            "json",
            "LICENSE");
  }

  @Test
  void kubectlCompletesAPluginByALinkWithTheNameThatItLooksFor() throws IOException {
    // Given
    Path link = directory.resolve("kubectl_complete-aictl");
    Files.createSymbolicLink(link, Launcher.PROGRAM);

    // When
    Result result = aictl.execute(List.of(link.toString(), "agent", "list", "-o", "j"), "");

    // Then
    assertThat(result).isEqualTo(new Result(0, "json\n:4\n", ""));
  }
}
