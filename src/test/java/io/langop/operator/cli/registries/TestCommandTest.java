package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.cli.Cli;
import io.langop.operator.cli.Cli.Result;
import io.langop.operator.cli.OutputSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCommandTest {

  private static final String TESTS =
      """
      list: |
        docker.io
        ghcr.io/acme namespaces=shop
      expect:
      - image: nginx
        allowed: true
      - image: ghcr.io/acme/web:1
        namespace: shop
        allowed: true
        reason: RegistryAllowed
      - image: ghcr.io/acme/web:1
        allowed: false
        reason: RegistryNotAllowed
      - image: evil.com/<x>
        allowed: true
      - image: evil.com/y
        allowed: false
        reason: InvalidImageReference
      """;

  @TempDir private Path directory;

  private Result test(String text, String... arguments) {
    List<String> all = new ArrayList<>(List.of("allowlist", "test", "-"));
    all.addAll(List.of(arguments));
    return new Cli().withInput(text).run(all.toArray(String[]::new));
  }

  @Test
  void everyExpectationIsShownAsPassedOrFailed() {
    // When
    Result result = test(TESTS);

    // Then
    assertThat(result.out().replaceAll(" {3,}", " | "))
        .isEqualTo(
            """
            RESULT | IMAGE | NAMESPACE | EXPECTED | DECIDED | BECAUSE | SOURCE
            passed | nginx | default | allowed | allowed | entry 'docker.io' | -:5
            passed | ghcr.io/acme/web:1 | shop | allowed | allowed | entry 'ghcr.io/acme namespaces=shop' | -:7
            passed | ghcr.io/acme/web:1 | default | refused: RegistryNotAllowed | refused: RegistryNotAllowed | entry 'ghcr.io/acme' is only for namespaces shop | -:11
            FAILED | evil.com/<x> | default | allowed | refused: InvalidImageReference | invalid: the repository contains '<' | -:14
            FAILED | evil.com/y | default | refused: InvalidImageReference | refused: RegistryNotAllowed | registry not listed | -:16

            3 of 5 images are decided as expected.
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void theExampleThatIsShippedPasses() {
    // When
    Result result = new Cli().run("registries", "test", "examples/allowlist/test.yaml");

    // Then
    assertThat(result.out()).endsWith("\n4 of 4 images are decided as expected.\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void jsonIsAsPublished() {
    // When
    Result result = test(TESTS, "-o", "json");

    // Then
    assertThat(new OutputSchema().problems("registriesTest", result.out())).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void theReportHasTheFailuresAndIsXml() throws IOException {
    // Given
    Path report = directory.resolve("report.xml");

    // When
    test(TESTS, "--junit", report.toString());

    // Then
    assertThat(JUnitXml.read(report))
        .containsExactly(
            "tests=5 failures=2 errors=0",
            "- nginx in namespace default",
            "- ghcr.io/acme/web:1 in namespace shop",
            "- ghcr.io/acme/web:1 in namespace default",
            "- evil.com/<x> in namespace default: failure",
            "- evil.com/y in namespace default: failure");
    assertThat(Files.readString(report))
        .contains(
            "message=\"-:16: expected refused: InvalidImageReference, decided refused:"
                + " RegistryNotAllowed. Image registry 'evil.com' is not in whitelist.");
  }

  @Test
  void aReportThatCannotBeWrittenIsAnError() {
    // When
    Result result = test(TESTS, "--junit", directory.resolve("none/report.xml").toString());

    // Then
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("aictl: The report cannot be written to file '")
        .endsWith("': there is no such file.\n");
  }

  @Test
  void theListIsThatOfTheCommandElseThatBesideTheTestFile() throws IOException {
    // Given
    Path other = Files.writeString(directory.resolve("other.txt"), "evil.com\n");
    Files.writeString(directory.resolve("list.txt"), "quay.io\n*bad\n");
    Path tests =
        Files.writeString(
            directory.resolve("tests.yaml"),
            "{allowlist: list.txt, expect: [{image: quay.io/x, allowed: true}]}");

    // When
    Result beside = new Cli().run("allowlist", "test", tests.toString());
    Result given = new Cli().run("allowlist", "test", tests.toString(), "--file", other.toString());

    // Then
    assertThat(beside.exitCode()).isZero();
    assertThat(beside.err()).startsWith("Line 2 of the list, '*bad', is ignored: ");
    assertThat(given.exitCode()).isEqualTo(1);
  }

  @Test
  void anImageWithoutNamespaceIsDecidedForThatOfTheCommand() {
    // When
    Result result =
        test(
            "{list: docker.io namespaces=shop, expect: [{image: nginx, allowed: true}]}",
            "-n",
            "shop");

    // Then
    assertThat(result.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{expcet: []} | line 1: there is no field 'expcet'; did you mean 'expect'.",
        "list: a.io | line 1: it expects nothing; field 'expect' has to have an item.",
        "expect: [] | line 1: it expects nothing; field 'expect' has to have an item.",
        "expect: x | line 1: here a list is needed.",
        "x | line 1: here fields are needed: allowlist, expect, list.",
        "{list: a, allowlist: b, expect: [{image: x, allowed: true}]} | line 1: it has a list already, so it cannot name a file.",
        "expect:~- image: ' '~  allowed: true | line 2: here a text is needed, but it is blank.",
        "expect:~- image:~  allowed: true | line 2: here a text is needed, but it is blank.",
        "expect:~- image: [x]~  allowed: true | line 2: here a text is needed.",
        "expect:~- image: x | line 2: field 'allowed' is missing.",
        "expect:~- allowed: true | line 2: field 'image' is missing.",
        "expect:~- image: x~  allowed: yes | line 3: 'yes' is neither true nor false.",
        "expect:~- image: x~  alowed: true | line 3: there is no field 'alowed'; did you mean 'allowed'.",
        "expect:~- image: x~  image: y~  allowed: true | line 3: field 'image' is there twice.",
        "expect:~- image: x~  allowed: true~  namespace: A | line 4: 'A' cannot be the name of a namespace.",
        "expect:~- image: x~  allowed: true~  reason: DigestRequired | line 4: reason DigestRequired does not go with allowed: true.",
        "expect:~- image: x~  allowed: true~- image: x~  allowed: false | line 4: image 'x' has an expectation in line 2 already.",
        "expect:~- image: x~  allowed: false~  reason: AllowlistUnavailable | line 4: 'AllowlistUnavailable' is none of the reasons RegistryAllowed, InvalidImageReference, RegistryNotAllowed, DigestRequired.",
        "expect: {} }| it is no YAML: line 1, column 12: expected <block end>, but found '}'.",
      })
  void aMistakeIsRefusedWithItsLine(String text, String words) {
    // When
    Result result = test(text.replace("~", "\n"));

    // Then
    assertThat(result)
        .isEqualTo(new Result(2, "", "aictl: Test file '-' cannot be used: " + words + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n{}\n---\n{}\n", "\u0000"})
  void aFileThatIsNoSingleDocumentIsRefused(String text) {
    // When
    Result result = test(text);

    // Then
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("aictl: Test file '-' cannot be used: it is ");
  }

  @Test
  void withoutAListItAsksTheCluster() {
    // When
    Result result = test("expect: [{image: x, allowed: false}]");

    // Then
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).startsWith("aictl: There is no kubeconfig");
  }

  @Test
  void aCheckWritesTheSameReport() throws IOException {
    // Given
    Path report = directory.resolve("report.xml");

    // When
    Result result =
        new Cli()
            .withInput("docker.io\n")
            .run(
                "registries",
                "check",
                "--file",
                "-",
                "nginx",
                "evil.com/x",
                "-f",
                directory.resolve("none.yaml").toString(),
                "--junit",
                report.toString());

    // Then
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(JUnitXml.read(report))
        .containsExactly(
            "tests=3 failures=1 errors=1",
            "- nginx in namespace default",
            "- evil.com/x in namespace default: failure",
            "- File '%s' cannot be read: there is no such file.: error"
                .formatted(directory.resolve("none.yaml")));
  }
}
