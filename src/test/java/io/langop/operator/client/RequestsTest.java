package io.langop.operator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RequestsTest {

  @Test
  void aWatchIsToldByItsParameterAlone() {
    assertThat(Requests.isWatch(URI.create("/api/v1/pods?limit=1&watch=true"))).isTrue();
    assertThat(Requests.isWatch(URI.create("/api/v1/pods?labelSelector=watch%3Dtrue"))).isFalse();
    assertThat(Requests.isWatch(URI.create("/api/v1/pods?labelSelector=a&x=watch%3Dtrue")))
        .isFalse();
    assertThat(Requests.isWatch(URI.create("/api/v1/pods"))).isFalse();
  }

  @Test
  void aRequestForOneNameSelectsFields() {
    assertThat(
            Requests.selectsFields(
                URI.create("/api/v1/pods?watch=true&fieldSelector=metadata.name%3Da")))
        .isTrue();
    assertThat(Requests.selectsFields(URI.create("/api/v1/pods?labelSelector=a"))).isFalse();
    assertThat(Requests.selectsFields(URI.create("/api/v1/pods"))).isFalse();
  }
}
