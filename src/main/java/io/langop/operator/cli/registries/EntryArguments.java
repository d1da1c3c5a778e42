package io.langop.operator.cli.registries;

import io.langop.operator.allowlist.AllowlistEntry;
import io.langop.operator.allowlist.EntryOptions;
import io.langop.operator.allowlist.InvalidPattern;
import io.langop.operator.allowlist.ParsedEntry;
import io.langop.operator.cli.allowlist.OptionHints;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Makes new entries of arguments, and of the options that hold for all of them. */
final class EntryArguments {

  /** Which option of the command gives which option of the entry. */
  private static final Map<String, String> FLAGS =
      Map.of(
          "digest", "--digest-required",
          "namespaces", "--namespaces",
          "until", "--until");

  private static final Pattern FROM_NOW = Pattern.compile("([0-9]{1,5})([mhd])");

  /** Any entry shows whether the grammar of the list takes a value. */
  private static final String ANY_ENTRY = "x.io until=";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "When they end: a date, a time in UTC such as 2026-12-31T18:00:00Z, or a time from now"
              + " such as 90m, 2h or 3d")
  private String until;

  @Option(
      names = "--namespaces",
      paramLabel = "NAME,...",
      description = "The only namespaces that they hold for; 'team-*' for all that begin so")
  private String namespaces;

  @Option(
      names = "--digest-required",
      description = "They allow only images that are pinned by a digest")
  private boolean digestRequired;

  EntryArguments() {}

  EntryArguments(boolean digestRequired, String namespaces, String until) {
    this.digestRequired = digestRequired;
    this.namespaces = namespaces;
    this.until = until;
  }

  /**
   * The entries to add; refuses what the list would ignore or what has ended.
   *
   * @param arguments each an entry, which may have options itself
   */
  List<AllowlistEntry> entries(List<String> arguments, Instant now) {
    Map<String, String> options = options(now);
    return arguments.stream().map(argument -> entry(argument.strip(), options, now)).toList();
  }

  private Map<String, String> options(Instant now) {
    Map<String, String> options = new LinkedHashMap<>();
    if (digestRequired) {
      options.put("digest", "required");
    }
    if (namespaces != null) {
      if (namespaces.chars().anyMatch(Character::isWhitespace)) {
        throw Failure.usage(
            "--namespaces: '%s' has white space: separate the names by commas only."
                .formatted(Visible.value(namespaces)));
      }
      options.put("namespaces", namespaces);
    }
    if (until != null) {
      options.put("until", end(until, now));
    }
    return options;
  }

  /**
   * The value of the option {@code until}.
   *
   * @param value a date or a time as the list has it, or a time from now such as {@code 2h}
   */
  private static String end(String value, Instant now) {
    Matcher fromNow = FROM_NOW.matcher(value);
    if (fromNow.matches()) {
      long count = Long.parseLong(fromNow.group(1));
      return now.truncatedTo(ChronoUnit.SECONDS).plus(duration(count, fromNow.group(2))).toString();
    }
    boolean oneWord = value.chars().noneMatch(Character::isWhitespace);
    if (!oneWord || !(AllowlistEntry.parse(ANY_ENTRY + value) instanceof AllowlistEntry)) {
      throw Failure.usage(
          "--until: '%s' is not a date such as 2026-12-31, a time in UTC such as"
                  .formatted(Visible.value(value))
              + " 2026-12-31T18:00:00Z, or a time from now such as 90m, 2h or 3d.");
    }
    return value;
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static AllowlistEntry entry(String argument, Map<String, String> options, Instant now) {
    AllowlistEntry written = parsed(argument, argument);
    StringBuilder text = new StringBuilder(written.written());
    options.forEach(
        (key, value) -> {
          if (has(written.options(), key)) {
            throw Failure.usage(
                "'%s' has the option '%s' itself, so leave out %s."
                    .formatted(Visible.value(argument), key, FLAGS.get(key)));
          }
          text.append(' ').append(key).append('=').append(value);
        });
    AllowlistEntry entry = parsed(text.toString(), argument);
    refuseEnded(entry, now);
    return entry;
  }

  private static boolean has(EntryOptions options, String key) {
    return switch (key) {
      case "digest" -> options.digestRequired();
      case "namespaces" -> options.namespaces() != null;
      default -> options.end() != null;
    };
  }

  private static AllowlistEntry parsed(String text, String argument) {
    ParsedEntry parsed = AllowlistEntry.parse(text);
    if (parsed instanceof AllowlistEntry entry) {
      return entry;
    }
    String flag = FLAGS.get(argument.split("=", 2)[0]);
    if (flag != null && argument.indexOf('=') > 0) {
      throw Failure.usage(
          "'%s' is an option of an entry: write both in one pair of quotes, or use %s."
              .formatted(Visible.value(argument), flag));
    }
    throw Failure.usage(
        "'%s' cannot be an entry: %s.%s"
            .formatted(
                Visible.value(text), ((InvalidPattern) parsed).reason(), OptionHints.of(text)));
  }

  private static void refuseEnded(AllowlistEntry entry, Instant now) {
    if (entry.options().end() != null && !entry.options().end().instant().isAfter(now)) {
      throw Failure.usage(
          "'%s' would have ended already: it is %s now. Give a later end, for example --until 2h."
              .formatted(Visible.value(entry.written()), now.truncatedTo(ChronoUnit.SECONDS)));
    }
  }
}
