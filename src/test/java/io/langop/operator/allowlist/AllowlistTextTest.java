package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowlistTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io\nghcr.io/acme\n",
        "docker.io\nghcr.io/acme",
        "docker.io\r\nghcr.io/acme\r\n",
        "docker.io\rghcr.io/acme\r",
        "\uFEFFdocker.io\n\n\n \t \n\tghcr.io/acme  \n",
        "# registries\ndocker.io  # <-- Add this line\n  # more\nghcr.io/acme\t#x",
        "docker.io\nghcr.io/acme\ndocker.io\nindex.docker.io\nGHCR.io/acme\n",
        "#\n##\ndocker.io #\nghcr.io/acme # a # b"
      })
  void readsTheSameEntriesHoweverTheListIsLaidOut(String text) {
    // When
    RegistryAllowlist allowlist = RegistryAllowlist.parse(text, Instant.EPOCH);

    // Then
    assertThat(allowlist.entries())
        .extracting("pattern.text")
        .containsExactly("docker.io", "ghcr.io/acme");
    assertThat(allowlist.invalidEntries()).isEmpty();
  }

  @Test
  void keepsTheSpellingOfTheFirstOfEqualEntries() {
    // When
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse(
            "Index.Docker.io/nginx # hub\ndocker.io/library/nginx\n", Instant.EPOCH);

    // Then
    assertThat(allowlist.entries()).singleElement().hasToString("Index.Docker.io/nginx");
  }

  @Test
  void reportsBadEntriesWithTheirLineAndKeepsTheOthers() {
    // When
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse(
            "# list\r\n*\r\n\r\ndocker.io\r  gcr.* # all\nquay.io#no\n", Instant.EPOCH);

    // Then
    assertThat(allowlist.entries()).extracting("pattern.text").containsExactly("docker.io");
    assertThat(allowlist.invalidEntries())
        .containsExactly(
            new InvalidEntry(2, "*", "'*' alone would allow every registry: list the registries"),
            new InvalidEntry(
                5, "gcr.*", "'*' stands only for whole labels at the start, as in *.example.com"),
            new InvalidEntry(6, "quay.io#no", "the registry 'quay.io#no' contains '#'"));
  }

  @Test
  void aHostileLineNeitherFloodsNorForgesItsReport() {
    // When
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse("x\u001b[2J\u2028' ok" + "y".repeat(1_000_000), Instant.EPOCH);

    // Then
    assertThat(allowlist.invalidEntries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.text()).startsWith("x\\u001b[2J\\u2028\\' oky").endsWith("…");
              assertThat(entry.text() + entry.reason()).hasSizeLessThan(600);
            });
  }

  static Stream<Arguments> badEntries() {
    String wildcard = "'*' stands only for whole labels at the start, as in *.example.com";
    String address = "a wildcard stands for DNS labels, never for part of an IP address";
    String tag = "it has a tag: an entry allows a repository as a whole";
    String quoted =
        "it is written as JSON or YAML: write one entry a line, without quotes and brackets";
    String noPath = "it ends with '/' but has no path: for all of a registry leave the '/' out";
    String port = "its port is not a number from 1 to 65535";
    return Stream.of(
        Arguments.of("*gcr.io", wildcard),
        Arguments.of("gcr.*", wildcard),
        Arguments.of("g*r.io", wildcard),
        Arguments.of("*.*.gcr.io", wildcard),
        Arguments.of("us.*.gcr.io", wildcard),
        Arguments.of("**", wildcard),
        Arguments.of("**.gcr.io", wildcard),
        Arguments.of("ghcr.io/*", wildcard),
        Arguments.of("ghcr.io/acme*", wildcard),
        Arguments.of("*:5000", wildcard),
        Arguments.of("*.", "the registry '*.' ends with a dot"),
        Arguments.of("*.gcr.io.", "the registry '*.gcr.io.' ends with a dot"),
        Arguments.of("*./x", "the registry '*.' ends with a dot"),
        Arguments.of("*..io", "it contains '..'"),
        Arguments.of(
            "*.a_b.io", "the registry '*.a_b.io' has an underscore, which no host name has"),
        Arguments.of("*.0.0.1", address),
        Arguments.of("*.1", address),
        Arguments.of("*.10.0.0.1:5000/x", address),
        Arguments.of("*.0x7f", address),
        Arguments.of("*.0X7F", address),
        Arguments.of("*.a.0x", address),
        Arguments.of("*.[::1]", address),
        Arguments.of("*.[::1]:5000", address),
        Arguments.of("https://ghcr.io", "it has a scheme: write it without 'https://'"),
        Arguments.of("https://ghcr.io/acme", "it has a scheme: write it without 'https://'"),
        Arguments.of("ghcr.io/acme:v1", tag),
        Arguments.of("docker.io/nginx:5000", tag),
        Arguments.of("*.ghcr.io/acme:v1", tag),
        Arguments.of("ghcr.io:v1", "':v1' is not a port, and an entry has no tag"),
        Arguments.of("nginx:latest", "':latest' is not a port, and an entry has no tag"),
        Arguments.of(
            "ghcr.io/acme@sha256:" + "a".repeat(64),
            "it has a digest: an entry allows a repository as a whole"),
        Arguments.of(
            "ghcr.io@sha256:" + "a".repeat(64),
            "it has a user name before the registry, or a digest before the end"),
        Arguments.of(
            "user@ghcr.io", "it has a user name before the registry, or a digest before the end"),
        Arguments.of("ghcr.io quay.io", "it contains white space: write one entry a line"),
        Arguments.of(
            "- ghcr.io",
            "it begins with '-' as in a YAML list: write one entry a line and nothing else"),
        Arguments.of("ghcr.io,quay.io", "it contains ',': write one entry a line"),
        Arguments.of("\"ghcr.io\"", quoted),
        Arguments.of("'ghcr.io'", quoted),
        Arguments.of("[ghcr.io]", quoted),
        Arguments.of("[\"ghcr.io\",", quoted),
        Arguments.of("]", quoted),
        Arguments.of("ghcr.io\u000b", "it contains white space"),
        Arguments.of("ghcr.io\u0000", "it contains the control character U+0000"),
        Arguments.of("gh\u0441r.io", "it contains the non-ASCII character U+0441"),
        Arguments.of("doc\u212Aer.io", "it contains the non-ASCII character U+212A"),
        Arguments.of("docker.\u0131o", "it contains the non-ASCII character U+0131"),
        Arguments.of("ghcr.io\u00a0", "it contains the non-ASCII character U+00A0"),
        Arguments.of("\uFEFFghcr.io", "it contains the non-ASCII character U+FEFF"),
        Arguments.of("ghcr.io\u2028quay.io", "it contains the non-ASCII character U+2028"),
        Arguments.of("ghcr.io.", "the registry 'ghcr.io.' ends with a dot"),
        Arguments.of("ghcr.io./acme", "the registry 'ghcr.io.' ends with a dot"),
        Arguments.of(".ghcr.io", "the registry '.ghcr.io' has an empty label"),
        Arguments.of("ghcr..io", "it contains '..'"),
        Arguments.of("ghcr.io/", noPath),
        Arguments.of("*.ghcr.io/", noPath),
        Arguments.of("ghcr.io/acme//", "it contains '//'"),
        Arguments.of(
            "bitnami/", "'bitnami' is not a registry: for Docker Hub write docker.io/bitnami/"),
        Arguments.of("ghcr.io//acme", "it contains '//'"),
        Arguments.of("/acme", "it starts with '/'"),
        Arguments.of("/", noPath),
        Arguments.of("ghcr.io/../acme", "it contains '..'"),
        Arguments.of("ghcr.io/a%2fb", "the repository contains '%'"),
        Arguments.of(
            "ghcr.io/Acme", "the repository has upper-case letters: write it in lower case"),
        Arguments.of(
            "nginx", "'nginx' is not a registry: for Docker Hub write docker.io/library/nginx"),
        Arguments.of(
            "acme/app", "'acme' is not a registry: for Docker Hub write docker.io/acme/app"),
        Arguments.of(
            "foo_bar.com", "the registry 'foo_bar.com' has an underscore, which no host name has"),
        Arguments.of("-a.io", "the registry '-a.io' has a label that begins or ends with '-'"),
        Arguments.of("ghcr.io:", "the registry 'ghcr.io:' has a port that is not a number"),
        Arguments.of("ghcr.io:0", port),
        Arguments.of("ghcr.io:00080", port),
        Arguments.of("ghcr.io:080", port),
        Arguments.of("ghcr.io:65536", port),
        Arguments.of("ghcr.io:99999999999999999999", port),
        Arguments.of("[::1]:0", port),
        Arguments.of("[::1]:65536/x", port),
        Arguments.of(
            "[::1%eth0]", "the registry '[::1%eth0]' has an IPv6 zone, which is not allowed"),
        Arguments.of(
            "::1",
            "the registry '::1' has more than one ':' (an IPv6 address is written in brackets)"),
        Arguments.of("a".repeat(252) + ".b", "its host is longer than 253 characters"),
        Arguments.of(
            "ghcr.io/" + "a".repeat(256),
            "the repository is longer than 255 characters (the registry not counted)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badEntries")
  void ignoresABadEntryAndSaysWhy(String entry, String reason) {
    // When
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse("quay.io\n" + entry + "\n", Instant.EPOCH);

    // Then
    assertThat(allowlist.entries()).extracting("pattern.text").containsExactly("quay.io");
    assertThat(allowlist.invalidEntries())
        .singleElement()
        .satisfies(
            invalid -> {
              assertThat(invalid.line()).isEqualTo(2);
              assertThat(invalid.reason()).isEqualTo(reason);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghcr.io:1",
        "ghcr.io:65535",
        "*.corp:443/team",
        "a-b.io",
        "xn--80ak6aa92e.com",
        "*.0xcorp",
        "*.x1",
        "127.0.0.1",
        "[::]",
        "localhost",
        "docker.io",
        "*.localhost",
        "ghcr.io/a.b_c__d--e/f",
        "ghcr.io/acme/",
        "docker.io/bitnami/",
        "*.corp:443/team/"
      })
  void acceptsAGoodEntry(String entry) {
    assertThat(AllowlistEntry.parse(entry)).hasToString(entry).isInstanceOf(AllowlistEntry.class);
  }

  @Test
  void anAbsentEntryIsBad() {
    assertThat(AllowlistEntry.parse(null)).isEqualTo(new InvalidPattern("it is empty"));
    assertThat(AllowlistEntry.parse("")).isEqualTo(new InvalidPattern("it is empty"));
  }
}
