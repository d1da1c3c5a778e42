package io.langop.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.Cli.Result;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionsTest {

  /** What a word may become, without descriptions. */
  private static List<String> candidates(String line) {
    Result result =
        new Cli().run(Stream.concat(Stream.of("__complete"), words(line)).toArray(String[]::new));
    return result.out().lines().map(candidate -> candidate.split("\t")[0]).toList();
  }

  /** As a shell splits them; the last one may be empty. */
  private static Stream<String> words(String line) {
    return Stream.of(line.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agent | agent :4",
        "alog | :4",
        "allow | allowlist :4",
        "allowlist te | test :4",
        "-n demo agent st | status :4",
        "--namespace=demo agent st | status :4",
        "-n agent st | :4",
        "agent list -o j | json :4",
        "agent list --output=y | --output=yaml :4",
        "agent list --none=y | :4",
        "agent list --sel | --selector :4",
        "images list --nam | :4",
        "completion p | powershell :4",
        "completion fish p | :4",
        "registries check --file x | :0",
        "registries test x | :0",
        "registries test x y | :0",
      })
  void aWordBecomesWhatTheCommandsKnow(String line, String expected) {
    assertThat(candidates(line)).containsExactly(expected.split(" "));
  }

  @Test
  void withoutALetterAllCommandsCome() {
    assertThat(candidates("")).contains("agent", "registries", "check", ":4");
    assertThat(candidates("\"\"")).isEqualTo(candidates(""));
    assertThat(candidates("pods ")).containsExactly("audit", ":4");
  }

  @Test
  void theScriptOfPowerShellAsksForTheWordsAndShowsNoDirective() {
    // When
    Result result = new Cli().run("completion", "powershell");

    // Then
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("Register-ArgumentCompleter -Native -CommandName aictl -ScriptBlock {\n")
        .contains("aictl __complete @words $typed 2>$null | Where-Object { $_ -notmatch '^:' }")
        .contains("CompletionResult]::new($value, $value, 'ParameterValue', $description)");
    assertThat(count(result.out(), '{')).isEqualTo(count(result.out(), '}'));
    assertThat(count(result.out(), '(')).isEqualTo(count(result.out(), ')'));
  }

  private static long count(String text, char sign) {
    return text.chars().filter(c -> c == sign).count();
  }

  private static List<String> withoutNamespace() {
    return List.of(
        "registries list",
        "registries add x",
        "registries remove x",
        "images list",
        "images remove x",
        "images set x nginx",
        "images settings unset x",
        "images settings set x --user 0",
        "check",
        "version",
        "completion bash");
  }

  @Test
  void everyCommandThatRefusesANamespaceIsTried() {
    assertThat(CommandTree.withoutNamespace())
        .allMatch(
            name ->
                withoutNamespace().stream()
                    .anyMatch(tried -> (tried + " ").startsWith(name + " ")));
  }

  @ParameterizedTest
  @MethodSource("withoutNamespace")
  void aNamespaceIsRefusedWhereItMeansNothing(String command) {
    // When
    Result result = new Cli().run((command + " -n demo").split(" "));
    Result help = new Cli().run((command + " --help").split(" "));

    // Then
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(" is about no single namespace, so it takes no -n.", " See 'aictl ");
    assertThat(help.out()).doesNotContain("--namespace=NAMESPACE");
  }

  @Test
  void theVersionOfAictlNeedsNoCluster() {
    // When
    Result own = new Cli().run("version", "--client", "-o", "json");
    Result unreachable = new Cli().run("version");

    // Then
    assertThat(new OutputSchema().problems("version", own.out())).isEmpty();
    assertThat(unreachable.exitCode()).isEqualTo(3);
    assertThat(unreachable.out()).contains("\naictl ");
    assertThat(unreachable.err()).startsWith("aictl: There is no kubeconfig");
  }
}
