package io.langop.operator.testcluster;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code kwokctl} is told about the cluster: which programs, which ports, how nodes and pods
 * behave.
 */
final class KwokConfiguration {
  private static final int PORTS = 6;

  private KwokConfiguration() {}

  /**
   * The configuration for a cluster with programs from {@code bin}, on ports that are free now.
   *
   * @param auditPolicy what of the requests the API server writes down, if anything
   */
  static String create(Path bin, Optional<Path> auditPolicy) {
    List<Integer> ports = FreePorts.several(PORTS);
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("runtime", "binary");
    // The default is every address of the machine, and neither etcd nor kwok asks who is calling.
    options.put("bindAddress", "127.0.0.1");
    options.put("securePort", true);
    options.put("kubeAuthorization", true);
    options.put("kubeAdmission", true);
    options.put("etcdPort", ports.get(0));
    options.put("etcdPeerPort", ports.get(1));
    options.put("kubeApiserverPort", ports.get(2));
    options.put("kubeControllerManagerPort", ports.get(3));
    options.put("kubeSchedulerPort", ports.get(4));
    options.put("kwokControllerPort", ports.get(5));
    // Every program is named: what is not would be downloaded.
    options.put("etcdBinary", bin.resolve("etcd").toString());
    options.put("kubeApiserverBinary", bin.resolve("kube-apiserver").toString());
    options.put("kubeControllerManagerBinary", bin.resolve("kube-controller-manager").toString());
    options.put("kubeSchedulerBinary", bin.resolve("kube-scheduler").toString());
    options.put("kwokControllerBinary", bin.resolve("kwok").toString());
    options.put("kubectlBinary", bin.resolve("kubectl").toString());
    auditPolicy.ifPresent(policy -> options.put("kubeAuditPolicy", policy.toString()));
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("apiVersion", "config.kwok.x-k8s.io/v1alpha1");
    configuration.put("kind", "KwokctlConfiguration");
    configuration.put("options", options);
    configuration.put("componentsPatches", patches());
    String separator = "\n---\n";
    return Serialization.asYaml(configuration) + separator + resource("stages.yaml");
  }

  private static List<Map<String, Object>> patches() {
    return List.of(
        // A test's data need not survive a power cut; without waiting for the disk, writes take a
        // tenth of the time.
        patch("etcd", Map.of("unsafe-no-fsync", "true")),
        // Else the API server looks for a network interface and ends when the machine has none.
        // The address is one reserved for documentation, since loopback is refused.
        patch("kube-apiserver", Map.of("advertise-address", "192.0.2.1")),
        // With a lease these two would exit when a fault test takes the API server away, and
        // nothing restarts them.
        // The rates are for benchmarks with thousands of workloads: the operator is to be the
        // slowest part.
        patch("kube-controller-manager", controllerFlags()),
        patch("kube-scheduler", controllerFlags()));
  }

  private static Map<String, String> controllerFlags() {
    return Map.of("leader-elect", "false", "kube-api-qps", "1000", "kube-api-burst", "2000");
  }

  private static Map<String, Object> patch(String component, Map<String, String> flags) {
    List<Map<String, String>> arguments =
        flags.entrySet().stream()
            .map(flag -> Map.of("key", flag.getKey(), "value", flag.getValue()))
            .toList();
    return Map.of("name", component, "extraArgs", arguments);
  }

  /** The text of a file beside this class. */
  static String resource(String name) {
    try (InputStream resource = KwokConfiguration.class.getResourceAsStream(name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
