package io.langop.operator.policy;

import io.langop.operator.image.ImageReference;
import io.langop.operator.image.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What an edit of the catalog did to one tool.
 *
 * @param before the tool's image before the edit, {@code null} when it had none
 * @param after the tool's image now, {@code null} when it has none
 */
record CatalogChange(String tool, ImageReference before, ImageReference after) {

  /** All changes between two versions, in the order of the tools' names. */
  static List<CatalogChange> between(
      Map<String, ImageReference> before, Map<String, ImageReference> after) {
    TreeSet<String> tools = new TreeSet<>(before.keySet());
    tools.addAll(after.keySet());
    List<CatalogChange> changes = new ArrayList<>();
    for (String tool : tools) {
      ImageReference was = before.get(tool);
      ImageReference is = after.get(tool);
      if (was == null || !was.equals(is)) {
        changes.add(new CatalogChange(tool, was, is));
      }
    }
    return changes;
  }

  EditKind kind() {
    return EditKind.of(before, after);
  }

  /** One line, safe to show. */
  String message() {
    String name = VisibleText.of(tool);
    return switch (kind()) {
      case added ->
          "Tool '%s' was added: old image none, new image '%s'".formatted(name, shown(after));
      case changed ->
          "Tool '%s' was changed: old image '%s', new image '%s'"
              .formatted(name, shown(before), shown(after));
      case removed ->
          "Tool '%s' was removed: old image '%s', new image none".formatted(name, shown(before));
    };
  }

  private static String shown(ImageReference image) {
    return VisibleText.of(image.toString());
  }
}
