package io.langop.operator.testcluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The past that watches can be resumed from, kept in etcd and in the API server's memory. */
public final class WatchHistory {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final KwokCluster cluster;

  public WatchHistory(KwokCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Makes the cluster forget it: compacts etcd to its present revision and restarts the API server.
   * Every watch from an earlier resource version is answered with 410 Gone afterwards.
   */
  public void forget() {
    compact();
    cluster.stop(TestCluster.Component.API_SERVER);
    cluster.start(TestCluster.Component.API_SERVER);
  }

  /** How many bytes etcd keeps besides the past, which it forgets for this. */
  public long bytesBesides() {
    compact();
    return number(etcd("/v3/maintenance/status", "{}"), "dbSizeInUse");
  }

  private void compact() {
    long revision = number(etcd("/v3/kv/range", "{\"key\":\"AA==\"}"), "revision");
    etcd("/v3/kv/compaction", "{\"revision\":\"%d\",\"physical\":true}".formatted(revision));
  }

  private static long number(String answer, String field) {
    return Long.parseLong(answer.replaceAll(".*\"" + field + "\":\"(\\d+)\".*", "$1"));
  }

  private String etcd(String path, String body) {
    KwokProcess etcd =
        new KwokProcess(cluster.directory().resolve("kwok/clusters").resolve("test"), "etcd");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(etcd.flag("--listen-client-urls") + path))
            .timeout(Patience.of(LIMIT))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new ClusterException("etcd answered %s: %s".formatted(path, response.body()));
      }
      return response.body();
    } catch (IOException e) {
      throw new ClusterException("etcd does not answer " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for etcd", e);
    }
  }
}
