package io.langop.operator.cli.installation;

import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something that has to be there before the operator can do its work.
 *
 * @param note what is known about it or missing
 */
record Requirement(String name, State state, String note) {

  /** How it is. */
  enum State {
    READY(Level.GOOD),
    MISSING(Level.BAD),
    /** The user may not see it. */
    UNKNOWN(Level.WARNING),
    /** It is switched off. */
    OFF(Level.NONE);

    private final Level level;

    State(Level level) {
      this.level = level;
    }
  }

  private String word() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** For a sentence. */
  String shown() {
    return name + " (" + note.replaceAll("\\.$", "") + ")";
  }

  /** How they are shown. */
  record Shown() implements Listing<Requirement> {

    @Override
    public List<Column<Requirement>> columns() {
      return List.of(
          Column.of("REQUIREMENT", Requirement::name),
          Column.of("STATE", Requirement::word, row -> row.state().level),
          Column.of("NOTE", Requirement::note));
    }

    @Override
    public Map<String, Object> tree(Requirement item) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", item.name());
      tree.put("state", item.word());
      tree.put("note", item.note());
      return tree;
    }

    @Override
    public String name(Requirement item) {
      return item.name();
    }
  }
}
