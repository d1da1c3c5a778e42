package io.langop.operator.support;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;

/**
 * The ConfigMap of the catalog of profiler images or their settings, as an administrator edits it.
 */
public final class Catalog {
  public static final String NAMESPACE = "toe-system";
  public static final String NAME = "profiler-images";
  public static final String SETTINGS_NAME = "profiler-settings";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  public Catalog(KubernetesClient client) {
    this(client, NAMESPACE);
  }

  /** The same in another namespace. */
  public Catalog(KubernetesClient client, String namespace) {
    this(client, namespace, NAME);
  }

  private Catalog(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  /** The settings of the tools instead of their images. */
  public static Catalog ofSettings(KubernetesClient client) {
    return new Catalog(client, NAMESPACE, SETTINGS_NAME);
  }

  /** Makes {@code data} all that the ConfigMap holds. */
  public void set(Map<String, String> data) {
    ConfigMap configMap =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
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

  /** Adds or changes one tool. */
  public void put(String tool, String value) {
    Eventually.edited(
        resource(), read -> new ConfigMapBuilder(read).addToData(tool, value).build());
  }

  /** Removes one tool. */
  public void remove(String tool) {
    Eventually.edited(resource(), read -> new ConfigMapBuilder(read).removeFromData(tool).build());
  }

  public void delete() {
    resource().delete();
  }

  /** The events on the ConfigMap, in no particular order. */
  public List<Event> events(String reason) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("reason", reason)
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("ConfigMap"))
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .toList();
  }

  /** The messages of {@link #events}. */
  public List<String> eventMessages(String reason) {
    return events(reason).stream().map(Event::getMessage).toList();
  }

  public Resource<ConfigMap> resource() {
    return client.configMaps().inNamespace(namespace).withName(name);
  }
}
