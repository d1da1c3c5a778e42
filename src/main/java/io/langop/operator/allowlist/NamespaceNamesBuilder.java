package io.langop.operator.allowlist;

import io.langop.operator.image.VisibleText;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Collects names of namespaces, one at a time. */
public final class NamespaceNamesBuilder {

  private static final int LONGEST_NAME = 63;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern BEGINNING = Pattern.compile("[a-z0-9][-a-z0-9]*");

  private final StringJoiner text = new StringJoiner(",");
  private final Set<String> names = new HashSet<>();
  private final Set<String> beginnings = new HashSet<>();

  /**
   * Adds a name, or the beginning of one with a star.
   *
   * @return null, or the reason why it is none, as the end of a sentence
   */
  public String add(String name) {
    boolean begins = name.endsWith("*");
    String checked = begins ? name.substring(0, name.length() - 1) : name;
    if (checked.length() > LONGEST_NAME
        || !(begins ? BEGINNING : NAME).matcher(checked).matches()) {
      return "'"
          + VisibleText.of(name)
          + "' is no name of a namespace, and '*' stands only at the end of one";
    }
    (begins ? beginnings : names).add(checked);
    text.add(name);
    return null;
  }

  public NamespaceNames build() {
    return new NamespaceNames(text.toString(), names, beginnings);
  }
}
