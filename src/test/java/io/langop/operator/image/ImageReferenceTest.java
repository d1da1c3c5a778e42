package io.langop.operator.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageReferenceTest {

  private static final String SHA256 = "sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx",
    "nginx:1.27, docker.io/library/nginx:1.27",
    "acme/app, docker.io/acme/app",
    "index.docker.io/nginx, docker.io/library/nginx",
    "localhost:5000, docker.io/library/localhost:5000",
    "EVIL/img, EVIL/img",
    "[::1]:5000/img:v1, [::1]:5000/img:v1"
  })
  void normalisesToTheFullName(String text, String canonical) {
    // When
    ParsedImage parsed = ImageReference.parse(text);

    // Then
    assertThat(parsed).isInstanceOf(ImageReference.class).hasToString(canonical);
  }

  @Test
  void keepsTagAndDigestTogether() {
    // When
    ParsedImage parsed = ImageReference.parse("ghcr.io/acme/app:v1@" + SHA256);

    // Then
    assertThat(parsed).isEqualTo(new ImageReference("ghcr.io", "acme/app", "v1", SHA256));
    ImageReference reference = (ImageReference) parsed;
    assertThat(reference.hasTag()).isTrue();
    assertThat(reference.hasDigest()).isTrue();
    assertThat(reference.name()).isEqualTo("ghcr.io/acme/app");
  }

  @Test
  void hasNeitherTagNorDigestWhenNoneIsWritten() {
    // When
    ImageReference reference = (ImageReference) ImageReference.parse("ghcr.io/acme/app");

    // Then
    assertThat(reference.hasTag()).isFalse();
    assertThat(reference.hasDigest()).isFalse();
  }

  @Test
  void cannotBeMadeWithoutARegistry() {
    assertThatThrownBy(() -> new ImageReference("", "app", "", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImageReference(null, "app", "", ""))
        .isInstanceOf(NullPointerException.class);
  }

  static Stream<Arguments> reasons() {
    return Stream.of(
        Arguments.of(null, "it is empty"),
        Arguments.of("", "it is empty"),
        Arguments.of(" nginx", "it contains white space"),
        Arguments.of("nginx\n", "it contains white space"),
        Arguments.of("ngi\u0000nx", "it contains the control character U+0000"),
        Arguments.of("gh\u0441r.io/a", "it contains the non-ASCII character U+0441"),
        Arguments.of("a\uD83D\uDE00", "it contains the non-ASCII character U+1F600"),
        Arguments.of("https://ghcr.io/a", "it has a scheme: write it without 'https://'"),
        Arguments.of(
            "a".repeat(64),
            "64 hexadecimal digits alone are an image ID, which names no repository"),
        Arguments.of("/a", "it starts with '/'"),
        Arguments.of("ghcr.io/", "it ends with '/'"),
        Arguments.of("ghcr.io//a", "it contains '//'"),
        Arguments.of("ghcr.io/../a", "it contains '..'"),
        Arguments.of(
            "user@ghcr.io/a", "it has a user name before the registry, or a digest before the end"),
        Arguments.of("ghcr.io./a", "the registry 'ghcr.io.' ends with a dot"),
        Arguments.of("ghcr.io.:80/a", "the registry 'ghcr.io.:80' ends with a dot"),
        Arguments.of(
            "foo_bar.com/app",
            "the registry 'foo_bar.com' has an underscore, which no host name has"),
        Arguments.of(".ghcr.io/a", "the registry '.ghcr.io' has an empty label"),
        Arguments.of(
            "-ghcr.io/a", "the registry '-ghcr.io' has a label that begins or ends with '-'"),
        Arguments.of("*.io/a", "the registry '*.io' contains '*'"),
        Arguments.of("ghcr.io:/a", "the registry 'ghcr.io:' has a port that is not a number"),
        Arguments.of("ghcr.io:x/a", "the registry 'ghcr.io:x' has a port that is not a number"),
        Arguments.of(":80/a", "the registry ':80' has no host before ':'"),
        Arguments.of(
            "::1/a",
            "the registry '::1' has more than one ':' (an IPv6 address is written in brackets)"),
        Arguments.of(
            "[fe80::1%eth0]/a",
            "the registry '[fe80::1%eth0]' has an IPv6 zone, which is not allowed"),
        Arguments.of(
            "[::1/a",
            "the registry '[::1' is not of the form [IPv6 address] or [IPv6 address]:port"),
        Arguments.of("Nginx", "the repository has upper-case letters: write it in lower case"),
        Arguments.of("ghcr.io/a%2fb", "the repository contains '%'"),
        Arguments.of("ghcr.io/a'b", "the repository contains '\\''"),
        Arguments.of("a___b", "the repository contains '__'"),
        Arguments.of("a-", "the repository ends with '-'"),
        Arguments.of("ghcr.io/.a", "a part of the repository is empty or begins with '.'"),
        Arguments.of("nginx:", "the tag after ':' is empty"),
        Arguments.of("nginx:-a", "the tag begins with '-'"),
        Arguments.of("nginx:a+b", "the tag contains '+'"),
        Arguments.of("nginx:a:b", "the tag contains ':'"),
        Arguments.of(
            "nginx:" + "t".repeat(129), "the tag has 129 characters, at most 128 are allowed"),
        Arguments.of(
            "nginx@", "the digest after '@' is not of the form sha256:<64 hexadecimal digits>"),
        Arguments.of(
            "nginx@md5:00", "the digest algorithm 'md5' is none of sha256, sha384, sha512"),
        Arguments.of("nginx@sha256:abc", "the sha256 digest has 3 characters, it needs 64"),
        Arguments.of(
            "nginx@sha256:" + "A".repeat(64),
            "the sha256 digest has other characters than 0-9 and a-f"),
        Arguments.of(
            "ghcr.io/" + "a".repeat(256),
            "the repository is longer than 255 characters (the registry not counted)"),
        Arguments.of(
            "a".repeat(248),
            "the repository is longer than 255 characters (the registry not counted)"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void saysWhyATextIsNoReference(String text, String reason) {
    // When
    ParsedImage parsed = ImageReference.parse(text);

    // Then
    assertThat(parsed).isEqualTo(new InvalidImageReference(text == null ? "" : text, reason));
  }

  @Test
  void aHostileTextNeitherFloodsNorForgesTheMessage() {
    // Given
    String hostile = "x' is fine\n{\"level\":\"INFO\"}\u001b[2J" + "y".repeat(1_000_000);

    // When
    InvalidImageReference invalid = (InvalidImageReference) ImageReference.parse(hostile);

    // Then
    assertThat(invalid.message())
        .startsWith("Image 'x\\' is fine\\n{\"level\":\"INFO\"}\\u001b[2Jyyy")
        .endsWith("y…' is not a valid image reference: it contains white space")
        .hasSizeLessThan(300);
    assertThat(invalid).hasToString(invalid.message());
  }

  @ParameterizedTest
  @CsvSource({
    "GHCR.io/acme/app:V1, ghcr.io/acme/app:V1",
    "Registry.Corp:5000/x, registry.corp:5000/x",
    "HOST:5000/x, host:5000/x",
    "[2001:DB8::1]:5000/x, [2001:db8::1]:5000/x",
    "LOCALHOST/x, localhost/x",
    "EVIL/img, EVIL/img",
    "INDEX.docker.io/acme, INDEX.docker.io/acme",
    "INDEX.docker.io/acme/app, INDEX.docker.io/acme/app",
    "Docker.io/nginx, Docker.io/nginx",
    "Docker.io/acme/app, docker.io/acme/app",
    "nginx, docker.io/library/nginx",
    "ghcr.io/acme/app:V1, ghcr.io/acme/app:V1",
  })
  void runsWithItsHostInLowerCase(String written, String runs) {
    // Given
    ImageReference reference = (ImageReference) ImageReference.parse(written);

    // Then
    assertThat(reference.canonical()).isEqualTo(runs);
    assertThat(ImageReference.parse(reference.canonical())).isInstanceOf(ImageReference.class);
  }
}
