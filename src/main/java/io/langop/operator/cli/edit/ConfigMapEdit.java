package io.langop.operator.cli.edit;

import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Failure;
import io.langop.operator.cli.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * Changes one key of a ConfigMap: shows the effect, asks, and writes only what was read. When
 * somebody else has written meanwhile it reads again, and asks again if the effect is another.
 */
final class ConfigMapEdit {

  /** The ConfigMap that an edit is about. */
  interface Target {

    StoredMap read();

    /** False when somebody else has written since {@code read}. */
    boolean write(StoredMap read, String value);
  }

  /** How careful a change is. */
  static final class Options {

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask; needed where nobody can be asked")
    boolean yes;

    @Option(names = "--dry-run", description = "Show what would change, and change nothing")
    boolean dryRun;
  }

  private static final int MOST_ATTEMPTS = 20;

  private final Session session;
  private final Target map;
  private final ConfigMapPlace place;
  private final Options options;
  private final Format format;
  private List<String> shown = List.of();

  /**
   * @param key that is changed
   */
  ConfigMapEdit(
      Session session,
      Cluster cluster,
      ConfigMapPlace place,
      String key,
      Options options,
      Format format) {
    this(
        session,
        new Target() {
          @Override
          public StoredMap read() {
            return cluster.configMap(place);
          }

          @Override
          public boolean write(StoredMap read, String value) {
            return cluster.write(place, read, key, value);
          }
        },
        place,
        options,
        format);
  }

  ConfigMapEdit(Session session, Target map, ConfigMapPlace place, Options options, Format format) {
    this.session = session;
    this.map = map;
    this.place = place;
    this.options = options;
    this.format = format;
  }

  /** Runs the change that {@code propose} makes of what is stored. */
  int run(Function<StoredMap, Proposal> propose) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      StoredMap stored = map.read();
      Proposal proposal = propose.apply(stored);
      boolean fresh = !proposal.lines().equals(shown);
      if (fresh) {
        show(proposal);
      }
      if (!proposal.changes()) {
        return finish(proposal, false, "Nothing was changed.");
      }
      if (options.dryRun) {
        return finish(proposal, false, "Dry run: nothing was changed.");
      }
      if (fresh && !options.yes && !confirmed()) {
        finish(proposal, false, "Nothing was changed.");
        return ExitCode.NEGATIVE;
      }
      if (map.write(stored, proposal.value())) {
        return finish(proposal, true, "Changed %s.".formatted(place.shown()));
      }
    }
    throw Failure.cluster(
        "%s was changed by others during all %d attempts. Try again."
            .formatted(place.shown(), MOST_ATTEMPTS),
        null);
  }

  private void show(Proposal proposal) {
    shown = proposal.lines();
    if (!format.structured()) {
      shown.forEach(line -> session.out().println(Visible.message(line)));
      session.out().flush();
    }
  }

  private int finish(Proposal proposal, boolean changed, String sentence) {
    if (format.structured()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("changed", changed);
      tree.put("dryRun", options.dryRun);
      tree.putAll(proposal.tree());
      format.print(tree, session.out());
    } else {
      session.out().println(sentence);
    }
    return ExitCode.OK;
  }

  private boolean confirmed() {
    if (!session.inputIsTerminal()) {
      throw Failure.usage(
          "Nothing was changed: nobody can be asked here. Add --yes to change it, or --dry-run only"
              + " to see the effect.");
    }
    session.out().flush();
    session.err().print("Change it? [y/N] ");
    session.err().flush();
    String answer = line().strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  private String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int c; (c = session.in().read()) >= 0 && c != '\n'; ) {
        line.write(c);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
