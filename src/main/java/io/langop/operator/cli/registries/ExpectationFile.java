package io.langop.operator.cli.registries;

import io.langop.operator.api.condition.WorkloadReason;
import io.langop.operator.cli.cluster.ClusterNames;
import io.langop.operator.cli.input.FileProblem;
import io.langop.operator.cli.input.LinedYaml;
import io.langop.operator.cli.input.UnreadableManifestException;
import io.langop.operator.cli.output.DidYouMean;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file that says which images a list should allow and refuse.
 *
 * @param name of the file
 * @param list the text of the list; {@code null} if the file has none
 * @param allowlist the file with the list; {@code null} if it names none
 * @param expectations at least one
 */
record ExpectationFile(String name, String list, String allowlist, List<Expectation> expectations) {

  private static final Set<String> FIELDS = Set.of("list", "allowlist", "expect");

  private record Question(String image, String namespace) {}

  /**
   * Reads a file of which every part has to be understood.
   *
   * @param name {@code -} is standard input
   */
  static ExpectationFile read(String name, InputStream standardInput) {
    try (InputStream in = name.equals("-") ? standardInput : Files.newInputStream(Path.of(name))) {
      return of(name, LinedYaml.read(in));
    } catch (UnreadableManifestException e) {
      throw Failure.usage(
          "Test file '%s' cannot be used: %s."
              .formatted(Visible.value(name), Visible.message(e.getMessage())));
    } catch (IOException | InvalidPathException e) {
      throw Failure.usage(
          "Test file '%s' cannot be read: %s."
              .formatted(Visible.value(name), FileProblem.reason(e)));
    }
  }

  private static ExpectationFile of(String name, LinedYaml root) {
    Map<String, LinedYaml> fields = root.fields(FIELDS);
    if (fields.containsKey("list") && fields.containsKey("allowlist")) {
      throw fields.get("allowlist").mistake("it has a list already, so it cannot name a file");
    }
    if (!fields.containsKey("expect") || fields.get("expect").items().isEmpty()) {
      throw root.mistake("it expects nothing; field 'expect' has to have an item");
    }
    List<Expectation> expectations = new ArrayList<>();
    Map<Question, Integer> lines = new HashMap<>();
    for (LinedYaml item : fields.get("expect").items()) {
      Expectation one = Expectation.of(item);
      Integer before = lines.put(new Question(one.image(), one.namespace()), one.line());
      if (before != null) {
        throw item.mistake(
            "image '%s' has an expectation in line %d already"
                .formatted(Visible.value(one.image()), before));
      }
      expectations.add(one);
    }
    return new ExpectationFile(
        name,
        fields.containsKey("list") ? fields.get("list").text() : null,
        fields.containsKey("allowlist") ? beside(name, fields.get("allowlist")) : null,
        expectations);
  }

  /** Files are named from the directory of the file that names them. */
  private static String beside(String name, LinedYaml field) {
    try {
      Path file = Path.of(field.text());
      return name.equals("-") ? file.toString() : Path.of(name).resolveSibling(file).toString();
    } catch (InvalidPathException e) {
      throw field.mistake("'%s' is no file name".formatted(Visible.value(field.text())));
    }
  }

  /**
   * What the list should decide about one image.
   *
   * @param line where the test file says it
   * @param namespace {@code null} if it says none
   * @param reason {@code null} if every reason will do
   */
  record Expectation(int line, String image, String namespace, boolean allowed, String reason) {

    private static final String ALLOWED = WorkloadReason.RegistryAllowed.name();

    /** A missing list is no reason to expect: every refusal would seem right. */
    private static final List<String> REASONS =
        Stream.concat(Stream.of(ALLOWED), WorkloadReason.REFUSALS.stream().map(Enum::name))
            .toList();

    private static final Set<String> FIELDS = Set.of("image", "namespace", "allowed", "reason");

    static Expectation of(LinedYaml item) {
      Map<String, LinedYaml> fields = item.fields(FIELDS);
      for (String required : List.of("image", "allowed")) {
        if (!fields.containsKey(required)) {
          throw item.mistake("field '%s' is missing".formatted(required));
        }
      }
      boolean allowed = fields.get("allowed").truth();
      return new Expectation(
          item.line(),
          fields.get("image").text(),
          fields.containsKey("namespace") ? namespace(fields.get("namespace")) : null,
          allowed,
          fields.containsKey("reason") ? reason(fields.get("reason"), allowed) : null);
    }

    private static String namespace(LinedYaml field) {
      String name = field.text();
      if (!ClusterNames.isNamespace(name)) {
        throw field.mistake(
            "'%s' cannot be the name of a namespace".formatted(Visible.value(name)));
      }
      return name;
    }

    private static String reason(LinedYaml field, boolean allowed) {
      String reason = field.text();
      if (!REASONS.contains(reason)) {
        throw field.mistake(
            "'%s' is none of the reasons %s%s"
                .formatted(
                    Visible.value(reason),
                    String.join(", ", REASONS),
                    DidYouMean.clause(reason, REASONS)));
      }
      if (allowed != reason.equals(ALLOWED)) {
        throw field.mistake("reason %s does not go with allowed: %s".formatted(reason, allowed));
      }
      return reason;
    }

    /** In one or two words. */
    String shown() {
      return shown(allowed, reason);
    }

    static String shown(boolean allowed, String reason) {
      if (allowed) {
        return "allowed";
      }
      return reason == null ? "refused" : "refused: " + reason;
    }
  }
}
