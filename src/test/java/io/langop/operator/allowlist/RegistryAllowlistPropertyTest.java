package io.langop.operator.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.ParsedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

class RegistryAllowlistPropertyTest {

  private static final String DIGEST = "@sha256:" + "0".repeat(64);

  @Property
  void readingAListNeverThrows(@ForAll String text, @ForAll String image) {
    // When
    RegistryAllowlist allowlist = RegistryAllowlist.parse(text, Instant.EPOCH);

    // Then
    assertThat(allowlist.decide(image, "default").message()).matches("[ -~…]+");
    assertThat(allowlist.invalidEntries())
        .allSatisfy(entry -> assertThat(entry.text() + entry.reason()).matches("[ -~…]{1,3000}"));
  }

  @Property(tries = 20_000)
  void decidesAsAPlainReadingOfTheRulesDoes(
      @ForAll("lists") List<String> entries, @ForAll("images") String image) {
    // Given
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse(String.join("\n", entries), Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide(image, "default");

    // Then
    ParsedImage parsed = ImageReference.parse(image);
    boolean expected =
        parsed instanceof ImageReference reference
            && allowlist.entries().stream().anyMatch(entry -> plainlyAllows(entry, reference));
    assertThat(verdict.isAllowed()).isEqualTo(expected);
  }

  /** The rules again, as slow and as obvious as possible. */
  private static boolean plainlyAllows(AllowlistEntry allowing, ImageReference image) {
    RegistryPattern entry = allowing.pattern();
    String registry = image.registry().toLowerCase(Locale.ROOT);
    String listed = entry.host() + (entry.port().isEmpty() ? "" : ":" + entry.port());
    boolean host = registry.equals(listed) || (entry.wildcard() && registry.endsWith("." + listed));
    boolean path =
        entry.path().isEmpty()
            || image.repository().startsWith(entry.path() + "/")
            || (!entry.below() && image.repository().equals(entry.path()));
    EntryOptions options = allowing.options();
    boolean digest = !options.digestRequired() || image.hasDigest();
    boolean namespace = !options.text().contains("namespaces=elsewhere");
    boolean time = !options.text().contains("until=1969");
    return host && path && digest && namespace && time;
  }

  @Property(tries = 5_000)
  void anEntryNeverAllowsAHostThatIsNotItselfOrASubdomain(
      @ForAll("entries") String entry, @ForAll("images") String image) {
    // Given
    RegistryAllowlist allowlist = RegistryAllowlist.parse(entry, Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide(image, "default");

    // Then
    if (verdict instanceof Verdict.Allowed allowed) {
      String written = entry.toLowerCase(Locale.ROOT).replaceFirst("[/ ].*", "");
      String base =
          written.equals("index.docker.io") ? "docker.io" : written.replaceFirst("^\\*\\.", "");
      String registry = allowed.image().registry().toLowerCase(Locale.ROOT);
      assertThat(registry).endsWith(base);
      String before = registry.substring(0, registry.length() - base.length());
      assertThat(before).matches(written.startsWith("*.") ? "([a-z0-9-]+\\.)*" : "");
    }
  }

  @Property(tries = 5_000)
  void badEntriesChangeNothing(
      @ForAll("lists") List<String> entries,
      @ForAll("badLists") List<String> bad,
      @ForAll("images") String image) {
    // Given
    RegistryAllowlist clean = RegistryAllowlist.parse(String.join("\n", entries), Instant.EPOCH);
    List<String> mixed = new ArrayList<>(bad.subList(0, bad.size() / 2));
    mixed.addAll(entries);
    mixed.addAll(bad.subList(bad.size() / 2, bad.size()));

    // When
    RegistryAllowlist dirty = RegistryAllowlist.parse(String.join("\r\n", mixed), Instant.EPOCH);

    // Then
    assertThat(dirty.decide(image, "default")).isEqualTo(clean.decide(image, "default"));
    assertThat(dirty.entries()).isEqualTo(clean.entries());
    assertThat(dirty.invalidEntries()).hasSize(clean.invalidEntries().size() + bad.size());
  }

  @Property(tries = 5_000)
  void theOrderOfEntriesChangesNoDecision(
      @ForAll("shuffled") Tuple2<List<String>, List<String>> orders,
      @ForAll("images") String image) {
    // Given
    RegistryAllowlist one =
        RegistryAllowlist.parse(String.join("\n", orders.get1()), Instant.EPOCH);
    RegistryAllowlist other =
        RegistryAllowlist.parse(String.join("\n", orders.get2()), Instant.EPOCH);

    // Then
    assertThat(one.decide(image, "default").isAllowed())
        .isEqualTo(other.decide(image, "default").isAllowed());
  }

  @Property(tries = 5_000)
  void noDisguiseOfADeniedHostGetsItIn(
      @ForAll("hosts") String allowed, @ForAll("disguises") String disguise) {
    // Given
    String evil = disguise.replace("ALLOWED", allowed);
    RegistryAllowlist allowlist =
        RegistryAllowlist.parse(
            "*." + allowed + "\n" + allowed + "\n" + allowed + ":5000/team", Instant.EPOCH);

    // When
    Verdict verdict = allowlist.decide(evil, "default");

    // Then
    assertThat(allowlist.entries()).hasSize(3);
    assertThat(verdict.isAllowed()).as(evil).isFalse();
  }

  @Provide
  Arbitrary<String> disguises() {
    return Arbitraries.of(
        "ALLOWED.evil.com/x",
        "evilALLOWED/x",
        "evil-ALLOWED/x",
        "evil.com/ALLOWED/x",
        "evil.com:443/ALLOWED",
        "ALLOWED:443/x",
        "ALLOWED:5000/x",
        "ALLOWED:5000/teams",
        "ALLOWED:05000/team",
        "ALLOWED:50000/team",
        "ALLOWED:/x",
        "ALLOWED./x",
        "ALLOWED.:5000/team",
        ".ALLOWED/x",
        "ALLOWED@evil.com/x",
        "evil@ALLOWED/x",
        "user:pass@ALLOWED/x",
        "https://ALLOWED/x",
        "//ALLOWED/x",
        "/ALLOWED/x",
        "ALLOWED//x",
        "ALLOWED/../x",
        "ALLOWED\\evil.com/x",
        "ALLOWED%2f.evil.com/x",
        "ALLOWED%00.evil.com/x",
        "ALLOWED\u0000.evil.com/x",
        "ALLOWED\n/x",
        "ALLOWED\n.evil.com/x",
        " ALLOWED/x",
        "ALLOWED/x ",
        "ALLOWED\u200b/x",
        "ALLOWED\u3002evil.com/x",
        "evil.com\uff0fALLOWED/x",
        "evil.com#ALLOWED/x",
        "evil.com?ALLOWED/x",
        "ALLOWED#/x",
        "evil.com,ALLOWED/x",
        "*.ALLOWED/x",
        "ALLOWED",
        "evil_ALLOWED/x",
        "ALLOWED_evil.com/x",
        "[ALLOWED]/x",
        "[::1].ALLOWED/x",
        "EVIL.COM/ALLOWED",
        "evil..ALLOWED/x",
        "-.ALLOWED/x",
        "evil-.ALLOWED/x",
        "\u212aALLOWED/x",
        "ALLOWED:5000/Team");
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.of("gcr.io", "ghcr.io", "registry.corp", "a.b.c.example", "xn--p1ai.com");
  }

  /** Few names, so that entries and images often meet, and near misses are the rule. */
  private static Arbitrary<String> registries() {
    Arbitrary<String> labels =
        Arbitraries.of("a", "b", "A", "ab", "io", "docker", "index", "localhost", "1", "0x1")
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(list -> String.join(".", list));
    Arbitrary<String> known =
        Arbitraries.of("docker.io", "index.docker.io", "Docker.io", "[::A]", "[::a]", "localhost");
    return Combinators.combine(
            Arbitraries.oneOf(labels, known), Arbitraries.of("", "", ":5000", ":500", ":80"))
        .as(String::concat);
  }

  private static Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab", "library", "a-b", "a.b")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(list -> String.join("/", list));
  }

  @Provide
  Arbitrary<String> images() {
    return Combinators.combine(registries(), paths(), Arbitraries.of("", ":v1", ":a", DIGEST))
        .as((registry, path, tag) -> registry + "/" + path + tag);
  }

  @Provide
  Arbitrary<String> entries() {
    return Combinators.combine(
            Arbitraries.of("", "*."),
            registries(),
            Arbitraries.oneOf(
                Arbitraries.just(""), paths().map("/"::concat), paths().map(p -> "/" + p + "/")),
            Arbitraries.of(
                "",
                "",
                "",
                " digest=required",
                " namespaces=elsewhere-*",
                " namespaces=def*,other until=1970-01-01",
                " until=1969-12-31",
                " until=1969-12-31T23:59:59Z digest=required"))
        .as((wildcard, registry, path, options) -> wildcard + registry + path + options);
  }

  @Provide
  Arbitrary<List<String>> lists() {
    return entries().list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<Tuple2<List<String>, List<String>>> shuffled() {
    return lists().flatMap(list -> Arbitraries.shuffle(list).map(other -> Tuple.of(list, other)));
  }

  @Provide
  Arbitrary<List<String>> badLists() {
    return Arbitraries.of(
            "*",
            "*.",
            "*io",
            "a.*",
            "*.*.io",
            "*.1",
            "*.[::a]",
            "https://a.io",
            "a.io/a:v1",
            "a.io/",
            "a.io/a//",
            "a.io digest=no",
            "a.io digest=required digest=required",
            "a.io namespaces=*",
            "a.io until=1969-02-30",
            "a.io owner=a",
            "a.io/*",
            "a",
            "a/b",
            "docker.io/A",
            "a.io:",
            "a.io:0",
            "a.io:x",
            "io.",
            ".io",
            "a io",
            "doc\u212aer.io",
            "@docker.io",
            "docker.io@sha256:" + "a".repeat(64),
            "docker.io,a.io")
        .list()
        .ofMaxSize(6);
  }
}
