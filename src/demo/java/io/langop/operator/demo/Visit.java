package io.langop.operator.demo;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A cluster of somebody else is left as it was found. */
final class Visit implements AutoCloseable {
  private static final long DELETION_SECONDS = 60;

  private final KubernetesClient client;
  private final Screen screen;
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private boolean over;

  Visit(KubernetesClient client, Screen screen) {
    this.client = client;
    this.screen = screen;
  }

  /** Two operators would undo each other's work, and the one that was there first matters. */
  void refuseIfOperatorRuns(String name) {
    for (Deployment deployment : client.apps().deployments().inAnyNamespace().list().getItems()) {
      if (name.equals(deployment.getMetadata().getName())) {
        throw new DemoFailure(
            "A Deployment '%s/%s' is in this cluster already, and the demo changes the allowlist that it obeys; use another cluster"
                .formatted(deployment.getMetadata().getNamespace(), name));
      }
    }
  }

  synchronized void createNamespace(String name) {
    add(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
  }

  /** Creates the objects of a manifest that are not there yet, and those only. */
  synchronized void addMissing(Path manifest) {
    try (InputStream content = Files.newInputStream(manifest)) {
      for (HasMetadata object : client.load(content).items()) {
        if (client.resource(object).get() == null) {
          add(object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the allowlist what the manifest says; what it was before comes back at the end. */
  synchronized void borrowAllowlist(Path manifest) {
    ConfigMap wanted;
    try (InputStream content = Files.newInputStream(manifest)) {
      wanted = client.configMaps().load(content).item();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConfigMap found = client.resource(wanted).get();
    if (found == null) {
      add(wanted);
      return;
    }
    undo.push(
        () -> {
          allowlist(found).edit(now -> withDataOf(found, now));
          screen.say("restored the data of " + nameOf(found));
        });
    allowlist(found).edit(now -> withDataOf(wanted, now));
    screen.say("borrowed " + nameOf(found) + "; it is restored at the end");
  }

  /**
   * Lets the story begin without a catalog or with an empty one; at the end its tools are those
   * from before, and what was not there is gone again.
   */
  synchronized void borrowCatalog(String namespace, String name) {
    if (client.namespaces().withName(namespace).get() == null) {
      createNamespace(namespace);
    }
    Resource<ConfigMap> catalog = client.configMaps().inNamespace(namespace).withName(name);
    ConfigMap found = catalog.get();
    if (found == null) {
      undo.push(catalog::delete); // what the story will create
      return;
    }
    undo.push(
        () -> {
          catalog.edit(now -> withDataOf(found, now));
          screen.say("restored the data of " + nameOf(found));
        });
    catalog.edit(now -> withDataOf(new ConfigMap(), now));
    screen.say("borrowed " + nameOf(found) + "; it is restored at the end");
  }

  private Resource<ConfigMap> allowlist(ConfigMap named) {
    return client
        .configMaps()
        .inNamespace(named.getMetadata().getNamespace())
        .withName(named.getMetadata().getName());
  }

  private static ConfigMap withDataOf(ConfigMap source, ConfigMap target) {
    return new ConfigMapBuilder(target).withData(source.getData()).build();
  }

  private void add(HasMetadata object) {
    HasMetadata created = client.resource(object).create();
    undo.push(
        () -> {
          client.resource(created).delete();
          client
              .resource(created)
              .waitUntilCondition(gone -> gone == null, DELETION_SECONDS, TimeUnit.SECONDS);
        });
    screen.say("added " + nameOf(created));
  }

  private static String nameOf(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return "%s %s%s"
        .formatted(
            object.getKind(),
            namespace == null ? "" : namespace + "/",
            object.getMetadata().getName());
  }

  /** Undoes everything, the last thing first. Calls after the first do nothing. */
  @Override
  public synchronized void close() {
    if (over) {
      return;
    }
    over = true;
    for (Runnable step : List.copyOf(undo)) {
      try {
        step.run();
      } catch (KubernetesClientException e) {
        screen.say("could not be undone: " + e.getMessage());
      }
    }
    if (!undo.isEmpty()) {
      screen.say("the cluster is as it was found");
    }
  }
}
