package io.langop.operator.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import io.langop.operator.testcluster.ProjectDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * What the compiler of native images is given; the compiler itself is not run. A type that is read
 * or written as JSON but not registered would be found out only by the finished image.
 */
class NativeSourcesIT {
  private static final Path SOURCES = ProjectDirectory.root().resolve("target/native-sources");

  /** What informers read, what is applied or written, and what the API server answers. */
  private static final List<Class<?>> SEEN_AS_JSON =
      List.of(
          LanguageAgent.class,
          LanguageTool.class,
          PowerTool.class,
          ConfigMap.class,
          ConfigMapList.class,
          Deployment.class,
          DeploymentList.class,
          Service.class,
          ServiceList.class,
          Pod.class,
          PodList.class,
          Event.class,
          Lease.class,
          Status.class);

  @Test
  void holdTheProgramAndTheCompilersArguments() throws IOException {
    String arguments = Files.readString(SOURCES.resolve("native-image.args"));

    assertThat(arguments).contains("--no-fallback").contains("-jar " + jar().getFileName());
    assertThat(SOURCES.resolve("graalvm.version")).isRegularFile();
  }

  @Test
  void everyTypeThatIsSeenAsJsonIsRegisteredForReflection() throws IOException {
    // Given
    Set<String> registered = registered();
    Set<Class<?>> seen = new HashSet<>();

    // When
    SEEN_AS_JSON.forEach(type -> collect(type, seen));

    // Then
    assertThat(seen).hasSizeGreaterThan(100);
    assertThat(seen).extracting(Class::getName).isSubsetOf(registered);
  }

  /** They would make the executable twice as large; {@code .mvn/maven.config} leaves them out. */
  @Test
  void kindsThatNobodyReadsOrWritesAreNot() throws IOException {
    assertThat(registered())
        .noneMatch(
            name ->
                name.matches(
                    "io\\.fabric8\\.kubernetes\\.api\\.model"
                        + "\\.(batch|gatewayapi|networking|policy|rbac|resource)\\..*"));
  }

  private static Set<String> registered() throws IOException {
    try (ZipFile program = new ZipFile(jar().toFile());
        InputStream content =
            program.getInputStream(program.getEntry("META-INF/native-image/reflect-config.json"))) {
      Set<String> names = new TreeSet<>();
      for (JsonNode entry : new ObjectMapper().readTree(content)) {
        if (entry.path("allDeclaredMethods").asBoolean()
            && entry.path("allDeclaredConstructors").asBoolean()) {
          names.add(entry.get("name").asText());
        }
      }
      return names;
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void collect(Type type, Set<Class<?>> seen) {
    if (type instanceof ParameterizedType generic) {
      collect(generic.getRawType(), seen);
      Stream.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, seen));
    } else if (type instanceof WildcardType wildcard) {
      Stream.of(wildcard.getUpperBounds()).forEach(bound -> collect(bound, seen));
    } else if (type instanceof Class<?> found && isModel(found) && seen.add(found)) {
      for (Class<?> owner = found; owner != null && isModel(owner); owner = owner.getSuperclass()) {
        for (Field field : owner.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            collect(field.getGenericType(), seen);
          }
        }
      }
      if (found.getGenericSuperclass() != null) {
        collect(found.getGenericSuperclass(), seen);
      }
    }
  }

  private static boolean isModel(Class<?> type) {
    return !type.isInterface()
        && (type.getName().startsWith("io.fabric8.kubernetes.api.model.")
            || type.getName().startsWith("io.langop.operator.api."));
  }
}
