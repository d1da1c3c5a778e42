package io.langop.operator.cli;

import io.langop.operator.cli.command.WithoutNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a word of a command line may become. The answer is that of kubectl's plugins: a line for
 * each candidate, with a tab before its description, and at last a colon with 4, or with 0 if files
 * may come.
 */
final class Completions {

  /** What kubectl calls it; no command has such a name. */
  static final String COMMAND = "__complete";

  private static final String FILES = ":0";
  private static final String NO_FILES = ":4";
  private static final List<String> FILE_LABELS = List.of("FILE", "MANIFEST", "ALLOWLIST");

  /** Older shells of Windows cannot pass a word without letters. */
  private static final String QUOTED_NOTHING = "\"\"";

  private final List<String> lines = new ArrayList<>();
  private CommandSpec command;
  private OptionSpec awaitingValue;
  private int positions;

  private Completions(CommandSpec root) {
    command = root;
  }

  /**
   * The lines of the answer.
   *
   * @param arguments {@link #COMMAND}, the words before the one that is typed, and that one
   */
  static List<String> of(CommandLine root, String... arguments) {
    Completions completions = new Completions(root.getCommandSpec());
    for (int i = 1; i < arguments.length - 1; i++) {
      completions.pass(arguments[i]);
    }
    String typed = arguments.length > 1 ? arguments[arguments.length - 1] : "";
    completions.complete(typed.equals(QUOTED_NOTHING) ? "" : typed);
    return completions.lines;
  }

  private void pass(String word) {
    if (awaitingValue != null) {
      awaitingValue = null;
    } else if (word.startsWith("-") && word.length() > 1) {
      OptionSpec option = command.optionsMap().get(word);
      awaitingValue = option != null && option.arity().max() > 0 ? option : null;
    } else if (command.subcommands().containsKey(word)) {
      command = command.subcommands().get(word).getCommandSpec();
      positions = 0;
    } else {
      positions++;
    }
  }

  private void complete(String typed) {
    int equals = typed.indexOf('=');
    if (awaitingValue != null) {
      values(awaitingValue, "", typed);
    } else if (typed.startsWith("--") && equals > 0) {
      String name = typed.substring(0, equals);
      OptionSpec option = command.optionsMap().get(name);
      if (option == null) {
        lines.add(NO_FILES);
      } else {
        values(option, name + "=", typed);
      }
    } else if (typed.startsWith("-")) {
      options(typed);
    } else if (!command.subcommands().isEmpty()) {
      commands(typed);
    } else {
      command.positionalParameters().stream()
          .filter(parameter -> parameter.index().contains(positions))
          .findFirst()
          .ifPresentOrElse(parameter -> values(parameter, "", typed), () -> lines.add(NO_FILES));
    }
  }

  private void values(ArgSpec argument, String before, String typed) {
    if (argument.completionCandidates() != null) {
      StreamSupport.stream(argument.completionCandidates().spliterator(), false)
          .map(value -> before + value)
          .filter(value -> value.startsWith(typed))
          .forEach(lines::add);
    }
    lines.add(FILE_LABELS.contains(argument.paramLabel()) ? FILES : NO_FILES);
  }

  private void options(String typed) {
    boolean withoutNamespace = command.userObject() instanceof WithoutNamespace;
    for (OptionSpec option : command.options()) {
      String name = option.longestName();
      if (name.startsWith(typed) && !(withoutNamespace && name.equals("--namespace"))) {
        add(name, option.description());
      }
    }
    lines.add(NO_FILES);
  }

  private void commands(String typed) {
    command.subcommands().values().stream()
        .distinct()
        .map(CommandLine::getCommandSpec)
        .forEach(
            one ->
                one.names().stream()
                    .filter(name -> name.startsWith(typed))
                    .findFirst()
                    .ifPresent(name -> add(name, one.usageMessage().header())));
    lines.add(NO_FILES);
  }

  private void add(String candidate, String... description) {
    lines.add(candidate + (description.length == 0 ? "" : "\t" + description[0]));
  }
}
