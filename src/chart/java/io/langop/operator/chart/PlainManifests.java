package io.langop.operator.chart;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Helm has rendered, manifest by manifest. As text, since the reasons of the rules are
 * comments.
 */
final class PlainManifests {
  private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: .*\\n");
  private static final Pattern KIND = Pattern.compile("(?m)^kind: (\\w+)$");
  private static final Pattern NAME = Pattern.compile("(?m)^  name: \"?([^\"\\s]+)\"?$");

  /** A label of the lists that administrators edit. */
  private static final String POLICY = "\n    app.kubernetes.io/component: policy\n";

  private final List<Manifest> manifests;

  private record Manifest(String kind, String name, String text) {

    boolean isList() {
      return kind.equals("ConfigMap") && text.contains(POLICY);
    }
  }

  private PlainManifests(List<Manifest> manifests) {
    this.manifests = manifests;
  }

  /**
   * @param rendered what {@code helm template} prints
   */
  static PlainManifests of(String rendered) {
    return new PlainManifests(
        Stream.of(rendered.split("(?m)^---$\\n?"))
            .map(text -> SOURCE.matcher(text).replaceAll("").strip() + "\n")
            .filter(text -> KIND.matcher(text).find())
            .map(text -> new Manifest(first(KIND, text), first(NAME, text), text))
            .toList());
  }

  /** The one manifest of this kind and name. */
  String only(String kind, String name) {
    List<Manifest> found =
        manifests.stream().filter(it -> it.kind().equals(kind) && it.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "%d manifests of %s '%s' were rendered".formatted(found.size(), kind, name));
    }
    return found.get(0).text();
  }

  /**
   * All but the lists that administrators edit: whoever applies these again must not put the first
   * lists in the place of theirs.
   */
  String withoutLists() {
    return manifests.stream()
        .filter(manifest -> !manifest.isList())
        .map(Manifest::text)
        .collect(Collectors.joining("---\n"));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
