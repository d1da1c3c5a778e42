package io.langop.operator.cli.registries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of a list with comments, each line once, in the order in which they were added. */
final class ProposedLines {

  private final Map<String, String> comments = new LinkedHashMap<>();
  private final Map<String, Map<String, List<UsedImage>>> refused = new LinkedHashMap<>();

  boolean has(String line) {
    return comments.containsKey(line);
  }

  /**
   * Does nothing if the line is there.
   *
   * @param line begins with {@code #} if it is only told of
   * @param comment empty for none
   */
  void add(String line, String comment) {
    comments.putIfAbsent(line, comment);
  }

  /** Adds to the comment of a line whom it refuses. */
  void refuse(String line, String why, UsedImage used) {
    refused
        .computeIfAbsent(line, key -> new LinkedHashMap<>())
        .computeIfAbsent(why, key -> new ArrayList<>())
        .add(used);
  }

  List<String> text() {
    List<String> text = new ArrayList<>();
    comments.forEach(
        (line, comment) -> {
          List<String> words = new ArrayList<>();
          if (!comment.isEmpty()) {
            words.add(comment);
          }
          refused
              .getOrDefault(line, Map.of())
              .forEach((why, uses) -> words.add("refuses " + some(uses) + ": " + why));
          text.add(words.isEmpty() ? line : line + "  # " + String.join("; ", words));
        });
    return text;
  }

  private static String some(List<UsedImage> uses) {
    int more = uses.size() - 1;
    return uses.get(0).shown() + (more == 0 ? "" : " and " + more + " more");
  }
}
