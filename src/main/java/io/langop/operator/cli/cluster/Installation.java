package io.langop.operator.cli.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.langop.operator.cli.command.ConfigMapPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is installed in a cluster, as far as the user may see it. */
public final class Installation {

  private static final Fields VERSION = Fields.of("gitVersion");
  private static final Fields KINDS = Fields.of("resources kind");

  private final KubernetesClient client;
  private final ClusterErrors errors;

  Installation(KubernetesClient client, ClusterErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  /** That of the API server, such as {@code v1.36.3}. */
  public String kubernetesVersion() {
    return errors.asked(() -> StoredResource.text(answer("/version", VERSION), "gitVersion"));
  }

  /** The kinds that the operator needs and the API server does not serve. Everybody may ask. */
  public List<String> missingKinds() {
    return errors.asked(
        () -> {
          List<String> missing = new ArrayList<>();
          for (ResourceKind kind : ResourceKind.values()) {
            if (!served(kind.names()).contains(kind.kind())) {
              missing.add(kind.kind());
            }
          }
          ClusterKind compiled = ClusterKind.COMPILED_ALLOWLIST;
          if (!served(compiled.names()).contains(compiled.kind())) {
            missing.add(compiled.kind());
          }
          return missing;
        });
  }

  private Set<String> served(KindNames names) {
    Set<String> kinds = new HashSet<>();
    if (answer("/apis/" + names.group() + "/" + names.version(), KINDS).get("resources")
        instanceof List<?> list) {
      for (Object item : list) {
        kinds.add(StoredResource.text((Map<?, ?>) item, "kind"));
      }
    }
    return kinds;
  }

  /** Empty if there is no such path. */
  private Map<?, ?> answer(String path, Fields fields) {
    String body = client.raw(path);
    if (body == null) {
      return Map.of();
    }
    try (JsonParser json = new JsonFactory().createParser(body)) {
      json.nextToken();
      return fields.read(json) instanceof Map<?, ?> map ? map : Map.of();
    } catch (IOException e) {
      throw new KubernetesClientException("its answer cannot be read: " + e.getMessage(), e);
    }
  }

  /** The operators of all namespaces. */
  public Operators operators() {
    return errors.asked(() -> Operators.read(client));
  }

  /** Whether there are operators, and all of them run no PowerTools. False if it is not known. */
  boolean powerToolsAreOff() {
    try {
      return Operators.read(client).areWithout("powertool.enabled");
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  /** Tells when something of it changes. */
  public InstallationWatch watch(ConfigMapPlace allowlist, ConfigMapPlace catalog) {
    return InstallationWatch.start(client, List.of(allowlist, catalog));
  }
}
