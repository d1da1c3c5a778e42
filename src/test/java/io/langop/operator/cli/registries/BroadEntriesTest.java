package io.langop.operator.cli.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.allowlist.RegistryPattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadEntriesTest {

  @ParameterizedTest
  @CsvSource({
    "*.com, very broad: every host under .com; whoever owns it",
    "*.co.uk, very broad: every host under .co.uk; whoever owns it",
    "*.amazonaws.com, broad: the registries of all customers of amazonaws.com; name yours",
    "docker.io, anybody can publish there; narrow it with a path; such as *.docker.io/my-team",
    "docker.io/acme, ",
    "*.amazonaws.com/acme, ",
    "registry.example.com, ",
    "*.example.com, ",
    "*.corp.example:5000, "
  })
  void whatLetsInMoreThanItSeemsToIsWarnedOf(String entry, String warning) {
    // When
    String actual = BroadEntries.warning((RegistryPattern) RegistryPattern.parse(entry));

    // Then
    assertThat(actual == null ? null : actual.replace(',', ';')).isEqualTo(warning);
  }
}
