package io.langop.operator.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesProgramsTest {
  private static final String PROPERTY = "cluster.kubernetes";

  @TempDir Path cache;
  private final String before = System.getProperty(PROPERTY);

  @AfterEach
  void restoreProperty() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void anOlderControlPlaneTakesThePlaceOfTheCurrentOneAndTheRestStays() throws IOException {
    // Given
    KubernetesPrograms programs =
        new KubernetesPrograms(
            cached(GoProduct.KUBERNETES), Optional.of(cached(GoProduct.OLDEST_KUBERNETES)));
    Path bin = Files.createDirectory(cache.resolve("bin"));

    // When
    programs.linkInto(bin);

    // Then
    assertThat(programs.version()).startsWith("v1.30.");
    assertThat(Files.readString(bin.resolve("kube-apiserver"))).isEqualTo("OLDEST_KUBERNETES");
    assertThat(Files.readString(bin.resolve("kube-scheduler"))).isEqualTo("OLDEST_KUBERNETES");
    assertThat(Files.readString(bin.resolve("etcd"))).isEqualTo("KUBERNETES");
    assertThat(Files.readString(bin.resolve("kubectl"))).isEqualTo("KUBERNETES");
  }

  @Test
  void theOldestIsBuiltOnlyForThoseWhoAskForIt() {
    // When
    System.clearProperty(PROPERTY);

    // Then
    assertThat(KubernetesPrograms.oldestWanted()).isFalse();
    assertThat(Arrays.stream(GoProduct.values()).filter(GoProduct::onlyByName))
        .containsExactly(GoProduct.OLDEST_KUBERNETES);
  }

  @Test
  void aVersionThatNobodyBuildsIsToldWithTheOneThatThereIs() {
    // When
    System.setProperty(PROPERTY, "1.29");

    // Then
    assertThatThrownBy(KubernetesPrograms::oldestWanted)
        .hasMessage("-Dcluster.kubernetes is '1.29' but can only be 'oldest'");
  }

  /**
   * What a build of the product would have left in the cache: files that say where they are from.
   */
  private GoPrograms cached(GoProduct product) throws IOException {
    GoModule module = GoModule.of(product, ProjectDirectory.root().resolve(product.sources()));
    Path own = cache.resolve(product.directory());
    Path built = Files.createDirectories(own.resolve(module.key()));
    for (String program : product.programs()) {
      Files.writeString(built.resolve(program), product.name());
    }
    return GoPrograms.prepare(module, own, "/no/such/go", new PrintStream(System.err));
  }
}
