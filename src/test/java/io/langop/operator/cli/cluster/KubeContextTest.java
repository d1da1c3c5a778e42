package io.langop.operator.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.Cli;
import io.langop.operator.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a kubeconfig is said in a sentence, and no other cluster is taken instead. */
class KubeContextTest {

  private static final String GOOD =
      """
      current-context: one
      contexts:
      - {name: one, context: {cluster: c, user: u}}
      - {name: two, context: {cluster: nowhere, user: u}}
      - {name: three, context: {cluster: c, user: nobody}}
      clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
      users: [{name: u, user: {token: t}}]
      """;

  @TempDir private Path directory;

  private Result run(String kubeconfig, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("config"), kubeconfig);
    String[] arguments =
        Stream.concat(Stream.of("agent", "list", "--kubeconfig", file.toString()), Stream.of(more))
            .toArray(String[]::new);
    return new Cli().run(arguments);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("", "The kubeconfig has no context, so it names no cluster."),
        Arguments.of("just text", "is no kubeconfig: it has no fields."),
        Arguments.of("a: b: c", "cannot be understood: it is no YAML: line 1, column 5:"),
        Arguments.of("contexts: 5", "is no kubeconfig: its 'contexts' is no list."),
        Arguments.of(
            GOOD.replace("current-context: one", ""),
            "The kubeconfig has no current context. Name one with --context: one, two, three."),
        Arguments.of(
            GOOD.replace("current-context: one", "current-context: on"),
            "The kubeconfig has no context 'on'. Did you mean 'one'? It has: one, two, three."),
        Arguments.of(
            GOOD.replace("current-context: one", "current-context: two"),
            "Context 'two' of the kubeconfig names the cluster 'nowhere', which the kubeconfig does"
                + " not have."),
        Arguments.of(
            GOOD.replace("current-context: one", "current-context: three"),
            "names the user 'nobody', which the kubeconfig does not have."),
        Arguments.of(
            GOOD.replace("https://127.0.0.1:1", "127.0.0.1"),
            "The server '127.0.0.1' of context 'one' in the kubeconfig is no address"),
        Arguments.of(
            GOOD.replace("token: t", "client-certificate: no.crt"),
            "no.crt', client-certificate of"),
        Arguments.of(
            GOOD.replace("token: t", "client-key-data: '%%%'"),
            "The client-key-data of context 'one' in the kubeconfig is no base64."),
        Arguments.of(
            GOOD.replace("token: t", "tokenFile: no.token"),
            "no.token' cannot be read: there is no"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenKubeconfigIsExplained(String kubeconfig, String words) throws IOException {
    // When
    Result result = run(kubeconfig);

    // Then
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("aictl: ").hasLineCount(1).contains(words);
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed() throws IOException {
    // When
    Result result = run(GOOD);

    // Then
    assertThat(result)
        .isEqualTo(
            new Result(
                3,
                "",
                "aictl: The cluster at https://127.0.0.1:1 cannot be reached: connection refused. Is"
                    + " it the right one? It is that of context 'one' of the kubeconfig.\n"));
  }

  @Test
  void aStackTraceIsThereForWhoeverAsksForIt() throws IOException {
    // When
    Result result = run(GOOD, "--debug");

    // Then
    assertThat(result.err()).contains("\tat io.langop.operator.cli.");
  }

  @Test
  void withoutAnyKubeconfigThereIsASentence() {
    // When
    Result none = new Cli().run("registries", "list");
    Result named = new Cli().run("registries", "list", "--kubeconfig", "/nowhere");
    Result variable = new Cli().with("KUBECONFIG", "/nowhere:/here").run("registries", "list");

    // Then
    assertThat(none.err()).startsWith("aictl: There is no kubeconfig, so no cluster to ask.");
    assertThat(named.err())
        .isEqualTo("aictl: The kubeconfig '/nowhere' cannot be read: there is no such file.\n");
    assertThat(variable.err())
        .isEqualTo("aictl: KUBECONFIG is '/nowhere:/here', but there is no such file.\n");
    assertThat(none.exitCode() + named.exitCode() + variable.exitCode()).isEqualTo(9);
  }

  @Test
  void severalFilesAreOneKubeconfigInWhichTheFirstEntryCounts() throws IOException {
    // Given
    Path first =
        Files.writeString(directory.resolve("first"), "users: [{name: u, user: {token: a}}]");
    Path second = Files.writeString(directory.resolve("second"), GOOD);

    // When
    Result result =
        new Cli()
            .with("KUBECONFIG", first + ":/missing::" + second)
            .run("agent", "list", "--context", "one");

    // Then
    assertThat(result.err()).contains("https://127.0.0.1:1 cannot be reached: connection refused");
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatCannotBeANameIsNoPartOfARequest(String[] arguments) {
    // When
    Result result = new Cli().run(arguments);

    // Then
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("aictl: '").contains("cannot be the name of");
  }

  static Stream<Arguments> names() {
    return Stream.of(
            new String[] {"agent", "status", "../x"},
            new String[] {"agent", "status", ""},
            new String[] {"tool", "status", "A"},
            new String[] {"powertool", "status", "a/b"},
            new String[] {"agent", "list", "-n", "../kube-system"},
            new String[] {"agent", "list", "-n", ""},
            new String[] {"registries", "list", "--allowlist-name", "a/b"},
            new String[] {"images", "list", "--catalog-namespace", "?"},
            new String[] {"images", "remove", ".."})
        .map(arguments -> Arguments.of((Object) arguments));
  }
}
