package io.langop.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.langop.operator.config.OperatorConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the configuration reference is made from {@link OperatorConfig}. */
class ConfigurationReferenceTest {
  private static final Path PAGE = Path.of("docs/reference/configuration.md");
  private static final String BEGIN = "<!-- made from OperatorConfig.java: do not edit -->\n";
  private static final String END = "<!-- end -->";
  private static final String SOURCE =
      Sources.read(Sources.MAIN.resolve("config/OperatorConfig.java"));

  @Test
  void thePageHasEveryProperty() throws IOException {
    // Given
    String page = Sources.read(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // When
    String table =
        "| property | environment variable | type | default | meaning |\n|---|---|---|---|---|\n"
            + rows(
                    OperatorConfig.class,
                    OperatorConfig.class.getAnnotation(ConfigMapping.class).prefix())
                .collect(Collectors.joining());
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
      return;
    }

    // Then
    assertThat(page.substring(begin, end))
        .describedAs("To repair it: mvn test -Dtest=ConfigurationReferenceTest -Ddocs.update=true")
        .isEqualTo(table);
  }

  private static Stream<String> rows(Class<?> group, String prefix) {
    return Arrays.stream(group.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .sorted(Comparator.comparingInt(method -> declaration(group, method).start()))
        .flatMap(
            method -> {
              String property = prefix + "." + kebabCase(method.getName());
              return method.getReturnType().getEnclosingClass() == OperatorConfig.class
                      && method.getReturnType().isInterface()
                  ? rows(method.getReturnType(), property)
                  : Stream.of(row(group, method, property));
            });
  }

  private static String row(Class<?> group, Method method, String property) {
    return "| `%s` | `%s` | %s | %s | %s |%n"
        .formatted(
            property,
            property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT),
            type(method),
            Optional.ofNullable(method.getAnnotation(WithDefault.class))
                .map(value -> "`" + value.value() + "`")
                .orElse(method.getReturnType() == Optional.class ? "none" : "none: required"),
            declaration(group, method)
                .group(1)
                .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                .strip());
  }

  private static String type(Method method) {
    Class<?> type = method.getReturnType();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
          .collect(Collectors.joining(" or "));
    }
    return switch (type.getSimpleName()) {
      case "int", "long" -> "whole number";
      case "boolean" -> "`true` or `false`";
      case "Duration" -> "duration";
      case "Optional" ->
          method.getGenericReturnType().getTypeName().contains("List") ? "list" : "text";
      default -> "text";
    };
  }

  /** Javadoc and declaration of a property, within the interface that it belongs to. */
  private static Matcher declaration(Class<?> group, Method method) {
    Matcher declaration =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*[\\w.<>]+\\s+"
                    + method.getName()
                    + "\\(\\);",
                Pattern.DOTALL)
            .matcher(SOURCE);
    int from = SOURCE.indexOf("interface " + group.getSimpleName());
    assertThat(declaration.find(from))
        .describedAs("Javadoc of %s.%s", group.getSimpleName(), method.getName())
        .isTrue();
    return declaration;
  }

  private static String kebabCase(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
