package io.langop.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.langop.operator.testcluster.OperatorProcess;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;

/** The ConfigMap of the allowlist, as an administrator edits it. */
public final class Allowlist {
  public static final String NAMESPACE = "kube-system";
  public static final String NAME = "operator-config";
  public static final String KEY = "allowed-registries";

  private static final String LOADED = "Loaded allowed registries: ";
  private static final String UNAVAILABLE = "so no image can be validated";

  private final KubernetesClient client;

  public Allowlist(KubernetesClient client) {
    this.client = client;
  }

  /** Makes these the lines of the list. */
  public void set(String... lines) {
    setText(String.join("\n", lines) + "\n");
  }

  /**
   * As {@link #set}, and returns when {@code operator} decides by it: what is made then is never
   * judged by the list before.
   *
   * @param entries without options, as few as the log shows
   */
  public void setAndAwait(OperatorProcess operator, String... entries) {
    set(entries);
    awaitInForce(operator, entries);
  }

  /** Returns when {@code operator} decides by {@code entries}. */
  public static void awaitInForce(OperatorProcess operator, String... entries) {
    Eventually.assertThat(
        () ->
            assertThat(operator.log())
                .filteredOn(line -> line.contains(LOADED) || line.contains(UNAVAILABLE))
                .last()
                .asString()
                .endsWith(LOADED + "[" + String.join(" ", entries) + "]"));
  }

  /** Makes {@code text} the whole value of the key. */
  public void setText(String text) {
    setData(Map.of(KEY, text));
  }

  /** Makes {@code data} all that the ConfigMap holds. */
  public void setData(Map<String, String> data) {
    ConfigMap configMap =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withData(data)
            .build();
    try {
      client.resource(configMap).update();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      client.resource(configMap).create();
    }
  }

  public void delete() {
    resource().delete();
  }

  /** The events on the ConfigMap, in no particular order. */
  public List<Event> events(String reason) {
    return client
        .v1()
        .events()
        .inNamespace(NAMESPACE)
        .withField("reason", reason)
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("ConfigMap"))
        .filter(event -> event.getInvolvedObject().getName().equals(NAME))
        .toList();
  }

  /** The messages of {@link #events}. */
  public List<String> eventMessages(String reason) {
    return events(reason).stream().map(Event::getMessage).toList();
  }

  public Resource<ConfigMap> resource() {
    return client.configMaps().inNamespace(NAMESPACE).withName(NAME);
  }
}
