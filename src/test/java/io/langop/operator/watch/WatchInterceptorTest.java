package io.langop.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.langop.operator.support.LogOf;
import io.langop.operator.support.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchInterceptorTest {
  private static final String SERVER = "https://127.0.0.1:6443";
  private static final String AGENTS = "/apis/langop.io/v1alpha1/languageagents";
  private static final String AGENTS_IN_A = "/apis/langop.io/v1alpha1/namespaces/a/languageagents";
  private static final String TOOLS_IN_A = "/apis/toe.aws.com/v1alpha1/namespaces/a/powertools";
  private static final String DEPLOYMENT_IN_A =
      "/apis/apps/v1/namespaces/a/deployments?fieldSelector=metadata.name%3Dapp";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final LogOf log = new LogOf(Interruptions.class);
  private final Interruptions interruptions = new Interruptions(clock);
  private final WatchInterceptor everywhere = new WatchInterceptor(interruptions, Set.of(""));
  private final WatchInterceptor inA = new WatchInterceptor(interruptions, Set.of("a"));

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void aRefusedWatchIsInterruptedUntilItIsAnswered() {
    // When
    answer(everywhere, AGENTS + "?watch=true", 403);

    // Then
    assertThat(interruptions.causes()).containsOnlyKeys("LanguageAgent");

    // When
    answer(everywhere, AGENTS + "?watch=true", 200);

    // Then
    assertThat(interruptions.causes()).isEmpty();
  }

  @Test
  void aListInOneNamespaceIsNoInformersWhereAllNamespacesAreWatched() {
    // When
    answer(everywhere, TOOLS_IN_A + "?limit=500", 403);

    // Then
    assertThat(interruptions.causes()).isEmpty();
  }

  @Test
  void aNamespaceThatIsNotConfiguredIsNotFollowed() {
    // When
    answer(inA, AGENTS_IN_A.replace("/a/", "/b/") + "?watch=true", 403);
    answer(inA, AGENTS + "?watch=true", 403);

    // Then
    assertThat(interruptions.causes()).isEmpty();
  }

  @Test
  void aReadOfOneNameIsNoInformers() {
    // When
    answer(inA, AGENTS_IN_A + "?fieldSelector=metadata.name%3Dagent", 403);
    answer(inA, TOOLS_IN_A + "?fieldSelector=metadata.namespace%3Da&limit=500", 403);

    // Then
    assertThat(interruptions.causes()).isEmpty();
  }

  @Test
  void aWatchOfOneObjectIsNoInformers() {
    // When
    answer(inA, DEPLOYMENT_IN_A + "&watch=true", 500);
    fail(inA, DEPLOYMENT_IN_A + "&watch=true");

    // Then
    assertThat(interruptions.causes()).isEmpty();
  }

  @Test
  void aWatchWithoutAnAnswerIsInterrupted() {
    // When
    fail(inA, AGENTS_IN_A + "?watch=true");

    // Then
    assertThat(interruptions.causes()).containsOnlyKeys("LanguageAgent in namespace a");
  }

  @Test
  void aListThatIsAnsweredEndsTheRefusalOfAList() {
    // Given
    answer(inA, AGENTS_IN_A + "?watch=true", 200);
    answer(inA, AGENTS_IN_A + "?limit=1", 403);
    assertThat(interruptions.causes()).isNotEmpty();

    // When
    answer(inA, AGENTS_IN_A + "?limit=1", 200);

    // Then
    assertThat(interruptions.causes()).isEmpty();
  }

  @Test
  void aListThatIsAnsweredDoesNotEndTheRefusalOfAWatch() {
    // Given
    answer(inA, AGENTS_IN_A + "?watch=true", 200);
    answer(inA, AGENTS_IN_A + "?watch=true", 403);
    answer(inA, AGENTS_IN_A + "?limit=500", 403);

    // When
    answer(inA, AGENTS_IN_A + "?limit=500", 200);

    // Then
    assertThat(interruptions.causes()).isNotEmpty();
  }

  /** Else the process would not be ready while it reads a namespace that was refused before. */
  @Test
  void whatWasNeverWatchedIsRefusedUntilItIsWatched() {
    // Given
    answer(inA, AGENTS_IN_A + "?limit=500", 403);

    // When
    answer(inA, AGENTS_IN_A + "?limit=500", 200);

    // Then
    assertThat(interruptions.isRefused(new Watched("LanguageAgent", "a"))).isTrue();

    // When
    answer(inA, AGENTS_IN_A + "?watch=true", 200);

    // Then
    assertThat(interruptions.causes()).isEmpty();
  }

  @Test
  void aRefusalAtTheStartOfAnApiServerIsNotLogged() {
    // When
    answer(everywhere, AGENTS + "?watch=true", 403);
    clock.advance(Duration.ofMillis(4_900));
    answer(everywhere, AGENTS + "?watch=true", 403);
    answer(everywhere, AGENTS + "?watch=true", 200);

    // Then
    assertThat(log.levels()).isEmpty();
  }

  @Test
  void aRefusalThatLastsIsLoggedOnceAndSoIsItsEnd() {
    // When
    answer(everywhere, AGENTS + "?watch=true", 403);
    clock.advance(Duration.ofSeconds(5));
    answer(everywhere, AGENTS + "?watch=true", 403);
    clock.advance(Duration.ofSeconds(5));
    answer(everywhere, AGENTS + "?watch=true", 403);

    // Then
    assertThat(log.levels()).hasSize(1).first().asString().startsWith("WARN");

    // When
    answer(everywhere, AGENTS + "?watch=true", 200);
    answer(everywhere, AGENTS + "?watch=true", 200);

    // Then
    assertThat(log.levels()).hasSize(2).last().isEqualTo("INFO");
  }

  @Test
  void aRefusalAfterARecoveryIsCountedFromItsOwnBeginning() {
    // Given
    answer(everywhere, AGENTS + "?watch=true", 403);
    clock.advance(Duration.ofSeconds(4));
    answer(everywhere, AGENTS + "?watch=true", 200);

    // When
    clock.advance(Duration.ofSeconds(4));
    answer(everywhere, AGENTS + "?watch=true", 403);

    // Then
    assertThat(log.levels()).isEmpty();
  }

  private static void answer(WatchInterceptor interceptor, String path, int code) {
    HttpRequest request = request(path);
    interceptor.after(request, new Answer(request, code), (chunk, body) -> {});
  }

  private static void fail(WatchInterceptor interceptor, String path) {
    interceptor.afterConnectionFailure(request(path), new IOException("connection refused"));
  }

  private static HttpRequest request(String path) {
    return new StandardHttpRequest(Map.of(), URI.create(SERVER + path), "GET", null);
  }

  /** An answer without a body. */
  private record Answer(HttpRequest request, int code) implements HttpResponse<Void> {

    @Override
    public Void body() {
      return null;
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String key) {
      return List.of();
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }
  }
}
