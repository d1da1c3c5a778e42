package io.langop.operator.settings;

import io.langop.operator.image.VisibleText;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads the plain part of YAML: one document, no anchors, aliases and tags. No value is made of it
 * here, so nothing can be constructed by what a text says.
 */
final class YamlText {

  /** What is fixed in a status and copied into pods has to stay small. */
  static final int MAX_LENGTH = 16 * 1024;

  /** Also between documents, where YAML takes any and the rest of the text as a further one. */
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^\uFEFF?%");

  private static final int DEEPEST = 8;
  private static final int MAX_PROBLEM = 100;

  private YamlText() {}

  /**
   * The document's root.
   *
   * @throws InvalidSettingsException if it is not one plain document
   */
  static Node read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidSettingsException(
          1, "it is longer than %d characters".formatted(MAX_LENGTH));
    }
    if (DIRECTIVE.matcher(text).find()) {
      throw new InvalidSettingsException(1, "a line cannot begin with %");
    }
    try {
      checkEvents(text);
      LoaderOptions options = options();
      Node root = new Composer(parser(text, options), new Resolver(), options).getSingleNode();
      if (root == null) {
        throw new InvalidSettingsException(
            1, "it is empty: write {} for no settings, or remove the key");
      }
      return root;
    } catch (MarkedYAMLException e) {
      throw new InvalidSettingsException(
          line(e.getProblemMark()), "it is no YAML: " + shown(e.getProblem()));
    } catch (YAMLException e) {
      throw new InvalidSettingsException(1, "it is no YAML: " + shown(e.getMessage()));
    }
  }

  private static void checkEvents(String text) {
    ParserImpl events = parser(text, options());
    boolean begun = false;
    while (events.peekEvent() != null) {
      Event event = events.getEvent();
      if (event instanceof AliasEvent
          || event instanceof NodeEvent node && node.getAnchor() != null) {
        throw mistake(event, "anchors and aliases are not allowed: write the value out");
      }
      if (event instanceof ScalarEvent scalar && scalar.getTag() != null
          || event instanceof CollectionStartEvent start && start.getTag() != null) {
        throw mistake(event, "tags are not allowed");
      }
      if (event instanceof DocumentStartEvent) {
        if (begun) {
          throw mistake(event, "it is more than one document");
        }
        begun = true;
      }
    }
  }

  private static InvalidSettingsException mistake(Event event, String reason) {
    return new InvalidSettingsException(line(event.getStartMark()), reason);
  }

  private static ParserImpl parser(String text, LoaderOptions options) {
    return new ParserImpl(new StreamReader(text), options);
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(MAX_LENGTH);
    return options;
  }

  private static int line(Mark mark) {
    return Optional.ofNullable(mark).map(it -> it.getLine() + 1).orElse(1);
  }

  private static String shown(String problem) {
    return VisibleText.of(
        String.valueOf(problem).lines().findFirst().orElse("").replace('\'', '"'), MAX_PROBLEM);
  }
}
