package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.RegistryAllowlist;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ListLinesTest {

  @Provide
  Arbitrary<String> lists() {
    return Arbitraries.of(
            "docker.io",
            "*.gcr.io",
            "ghcr.io/acme",
            "ghcr.io/acme/ \tdigest=required",
            " until=2026-12-31",
            " namespaces=a,b-*",
            "*bad",
            "#",
            " # x",
            "\t",
            " ",
            "\r\n",
            "\n",
            "\r",
            "\uFEFF",
            "a#b",
            "\u2028")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 2_000)
  void addingAndRemovingALineGivesBackTheText(@ForAll("lists") String text) {
    // Given
    ListLines lines = ListLines.of(text);

    // When
    String more = lines.plus("new.example.com  # why");

    // Then
    assertThat(lines.minus(List.of())).isEqualTo(text);
    assertThat(more).startsWith(text);
    ListLines added = ListLines.of(more);
    String less = added.minus(List.of(added.lines().get(added.lines().size() - 1)));
    assertThat(less).startsWith(text);
    assertThat(RegistryAllowlist.parse(less, Instant.EPOCH).entries())
        .isEqualTo(RegistryAllowlist.parse(text, Instant.EPOCH).entries());
  }

  @Example
  void aNewLineEndsAsTheOthersDo() {
    assertThat(ListLines.of("a.io\r\nb.io").plus("c.io")).isEqualTo("a.io\r\nb.io\r\nc.io\r\n");
    assertThat(ListLines.of("").plus("c.io")).isEqualTo("c.io\n");
    assertThat(ListLines.of("# only").plus("c.io")).isEqualTo("# only\nc.io\n");
  }
}
