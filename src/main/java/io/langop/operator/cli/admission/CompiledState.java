package io.langop.operator.cli.admission;

import io.langop.operator.allowlist.TextHash;
import io.langop.operator.cli.cluster.ClusterObject;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.output.Visible;
import java.util.Locale;

/**
 * Whether admission decides by the list as it is.
 *
 * @param entries {@code null} if it is not known
 * @param provedAt when the API server confirmed the list before it was compiled; {@code null} if it
 *     is not known
 * @param message what is wrong or not known, as a sentence; {@code null} if all is well
 */
record CompiledState(String name, State state, Long entries, String provedAt, String message) {

  /** What it is, in one word. */
  enum State {
    CURRENT,
    OUTDATED,
    UNAVAILABLE,
    MISSING,
    UNKNOWN
  }

  /**
   * Compares the compiled list with the list.
   *
   * @param text the list in its ConfigMap; missing if there is no ConfigMap or it has no such key
   */
  static CompiledState of(
      ConfigMapPlace place, Reading<ClusterObject> compiled, Reading<String> text) {
    String shown = "CompiledAllowlist '" + Visible.value(place.name()) + "'";
    if (compiled.isForbidden()) {
      return without(
          place,
          State.UNKNOWN,
          "You may not read %s, so whether it is current is not known.",
          shown);
    }
    if (compiled.isMissing()) {
      return without(
          place,
          State.MISSING,
          "%s does not exist, so every new pod is refused where the list is enforced. The operator"
              + " writes it: see whether the operator runs, and whether LANGUAGE_OPERATOR_ADMISSION_ENABLED is true.",
          shown);
    }
    ClusterObject read = compiled.value();
    String unavailable = read.spec("unavailable");
    if (!unavailable.isEmpty()) {
      return with(
          read,
          State.UNAVAILABLE,
          "%s says that there is no list, so every new image is refused where the list is enforced: %s"
              .formatted(shown, Visible.message(unavailable)));
    }
    if (text.isForbidden()) {
      return with(
          read,
          State.UNKNOWN,
          "You may not read %s, so whether %s is current is not known."
              .formatted(place.shown(), shown));
    }
    if (text.isRead() && TextHash.sha256(text.value()).equals(read.spec("sha256"))) {
      return with(read, State.CURRENT, null);
    }
    return with(
        read,
        State.OUTDATED,
        (text.isRead()
                    ? "%s was made from another text than that of %s, so the last edit is not enforced yet."
                    : "%s is still that of a list which %s does not have any more.")
                .formatted(shown, place.shown())
            + " The operator writes it at once after an edit: see whether the operator runs, and its log.");
  }

  private static CompiledState without(
      ConfigMapPlace place, State state, String sentence, String shown) {
    return new CompiledState(place.name(), state, null, null, sentence.formatted(shown));
  }

  private static CompiledState with(ClusterObject read, State state, String message) {
    String entries = read.spec("entries");
    String proved = read.spec("provedAt");
    return new CompiledState(
        read.name(),
        state,
        entries.matches("\\d{1,9}") ? Long.valueOf(entries) : null,
        proved.isEmpty() ? null : proved,
        message);
  }

  /** The state as it is shown. */
  String word() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is wrong, as opposed to not known. */
  boolean isWrong() {
    return state != State.CURRENT && state != State.UNKNOWN;
  }

  /** Whether a moment may mend it, because an edit was seen before it was compiled. */
  boolean mayBeOnItsWay() {
    return state == State.OUTDATED || state == State.UNAVAILABLE;
  }

  /** Its size and age, in a few words; empty if they are not known. */
  String described() {
    if (entries == null) {
      return "";
    }
    return (entries == 1 ? "1 entry" : entries + " entries")
        + (provedAt == null ? "" : ", proved " + provedAt);
  }
}
