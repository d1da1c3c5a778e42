package io.langop.operator.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The limits of fields by their name: those that Kubernetes itself has for the fields of a pod, see
 * its package {@code pkg/apis/core/validation}, so that an author learns of a mistake at once and
 * not from a refused Deployment. Where it has none, more than anybody needs.
 */
final class FieldLimits {

  /** A DNS subdomain, which most names are. */
  static final long MAX_NAME = 253;

  /** A prefix with its slash and a name. */
  static final long MAX_LABEL_KEY = 317;

  /** Linux takes environment variables and arguments of at most 131,071 bytes. */
  static final long MAX_ARGUMENT = 131_000;

  /** Longer than any path that is in use. */
  private static final long MAX_PATH = 1024;

  private static final long MAX_COUNT = 64;

  /** Both ends included. */
  record Range(long min, long max) {}

  /**
   * @param pattern {@code null} for any text
   */
  record Text(long maxLength, String pattern) {}

  /** Limits of the paths that end like {@code path}, a regular expression. */
  private record Rule<T>(Pattern path, T limit) {

    static <T> Rule<T> of(String path, T limit) {
      return new Rule<>(Pattern.compile("(.*[.])?(" + path + ")"), limit);
    }
  }

  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String DNS_NAME = DNS_LABEL + "([.]" + DNS_LABEL + ")*";
  private static final String WORD = "([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]";
  private static final String LABEL_KEY = "(" + DNS_NAME + "/)?" + WORD;
  private static final String DATE_TIME =
      "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
          + "([.][0-9]{1,9})?Z";
  private static final String SELECTOR_OPERATOR = "In|NotIn|Exists|DoesNotExist";

  /** With a letter in it: what has none would be a number. */
  private static final String PORT_NAME = "([0-9]+-)*[0-9]*[a-z]([-a-z0-9]*[a-z0-9])?";

  private static final String HOST_PATH_TYPE =
      "DirectoryOrCreate|Directory|FileOrCreate|File|Socket|CharDevice|BlockDevice";

  /** What chooses pods or nodes by their labels. */
  private static final String SELECTS = "(affinity|topologySpreadConstraints\\[\\])[.].*";

  private static final List<Rule<Range>> RANGES =
      List.of(
          Rule.of("spec[.]replicas", new Range(0, 100_000)),
          Rule.of("weight", new Range(1, 100)),
          Rule.of("runAsUser|runAsGroup|fsGroup", new Range(0, Integer.MAX_VALUE)),
          Rule.of("supplementalGroups\\[\\]", new Range(0, Integer.MAX_VALUE)),
          Rule.of("port|containerPort", new Range(1, 65_535)),
          Rule.of("defaultMode|mode", new Range(0, 0_777)),
          Rule.of("maxSkew|minDomains", new Range(1, Integer.MAX_VALUE)),
          Rule.of("spec[.]terminationGracePeriodSeconds", new Range(0, 604_800)),
          Rule.of("(liveness|startup)Probe[.]successThreshold", new Range(1, 1)),
          Rule.of(
              "\\w+Probe[.](failureThreshold|successThreshold|periodSeconds|timeoutSeconds"
                  + "|terminationGracePeriodSeconds)",
              new Range(1, Integer.MAX_VALUE)),
          Rule.of("expirationSeconds", new Range(600, 1L << 32)),
          Rule.of("tolerationSeconds", new Range(-SchemaBounds.MAX_LONG, SchemaBounds.MAX_LONG)),
          Rule.of("\\w+(Seconds|Threshold)", new Range(0, Integer.MAX_VALUE)),
          Rule.of("observedGeneration", new Range(0, SchemaBounds.MAX_LONG)),
          Rule.of("readyReplicas|counts[.]\\w+", new Range(0, Integer.MAX_VALUE)));

  private static final List<Rule<Text>> TEXTS =
      List.of(
          Rule.of("spec[.]instructions", new Text(MAX_ARGUMENT, null)),
          Rule.of("priorityClassName", matching(MAX_NAME, "(" + DNS_NAME + ")?")),
          Rule.of("podLabels\\{\\}", matching(63, "(" + WORD + ")?")),
          Rule.of("podAnnotations\\{\\}", new Text(32_768, null)),
          Rule.of("volumes\\[\\][.]name|volumeMounts\\[\\][.]name", matching(63, DNS_LABEL)),
          Rule.of("volumes\\[\\][.].*items\\[\\][.]key", matching(MAX_NAME, "[-._a-zA-Z0-9]+")),
          Rule.of(
              "downwardAPI[.]items\\[\\][.]resourceFieldRef[.]containerName",
              matching(63, DNS_LABEL)),
          Rule.of("volumes\\[\\][.]nfs[.]path", matching(MAX_PATH, "/.*")),
          Rule.of("volumes\\[\\][.].*path", matching(MAX_PATH, ".+")),
          Rule.of("hostPath[.]type", matching(32, "(" + HOST_PATH_TYPE + ")?")),
          Rule.of(
              "(secretName|claimName|nodePublishSecretRef[.]name)", matching(MAX_NAME, DNS_NAME)),
          Rule.of("volumes\\[\\][.].*(configMap|secret)[.]name", matching(MAX_NAME, DNS_NAME)),
          Rule.of("csi[.]driver", matching(63, WORD)),
          Rule.of("csi[.]volumeAttributes\\{\\}", new Text(1024, null)),
          Rule.of("nfs[.]server", matching(MAX_NAME, ".+")),
          Rule.of("emptyDir[.]medium", matching(32, "(Memory|HugePages(-[1-9][0-9]*[KMGT]i)?)?")),
          Rule.of("volumes\\[\\][.]image[.]reference", matching(1024, ".+")),
          Rule.of("volumes\\[\\][.]image[.]pullPolicy", matching(16, "Always|IfNotPresent|Never")),
          Rule.of("volumeMounts\\[\\][.]mountPath", matching(MAX_PATH, "[^:]+")),
          Rule.of("volumeMounts\\[\\][.]subPath(Expr)?", new Text(MAX_PATH, null)),
          Rule.of("mountPropagation", matching(16, "None|HostToContainer|Bidirectional")),
          Rule.of("recursiveReadOnly", matching(16, "Disabled|IfPossible|Enabled")),
          Rule.of("\\w+Probe[.]httpGet[.]path", new Text(MAX_PATH, null)),
          Rule.of("\\w+Probe[.]httpGet[.]scheme", matching(8, "HTTPS?")),
          Rule.of("httpHeaders\\[\\][.]name", matching(MAX_NAME, "[-A-Za-z0-9]+")),
          Rule.of("httpHeaders\\[\\][.]value", new Text(4096, null)),
          Rule.of("(httpGet|tcpSocket)[.]port", matching(15, PORT_NAME)),
          Rule.of("whenUnsatisfiable", matching(16, "DoNotSchedule|ScheduleAnyway")),
          Rule.of("node(Affinity|Taints)Policy", matching(8, "Honor|Ignore")),
          Rule.of("profiler[.]args\\[\\]", new Text(4096, null)),
          Rule.of("env\\[\\][.]value|command\\[\\]|args\\[\\]", new Text(MAX_ARGUMENT, null)),
          Rule.of("env\\[\\][.]name", matching(1024, "[ -<>-~]+")),
          Rule.of("envFrom\\[\\][.]prefix", matching(1024, "[ -<>-~]*")),
          Rule.of("imagePullSecrets\\[\\][.]name", matching(MAX_NAME, DNS_NAME)),
          Rule.of("(configMap|secret)(Key)?Ref[.]name", matching(MAX_NAME, DNS_NAME)),
          Rule.of("(configMap|secret)KeyRef[.]key", matching(MAX_NAME, "[-._a-zA-Z0-9]+")),
          Rule.of("serviceAccountName", matching(MAX_NAME, "(" + DNS_NAME + ")?")),
          Rule.of("fieldPath", matching(512, ".+")),
          Rule.of("tolerations\\[\\][.]key", matching(MAX_LABEL_KEY, "(" + LABEL_KEY + ")?")),
          Rule.of("tolerations\\[\\][.]operator", matching(8, "(Exists|Equal|Lt|Gt)?")),
          Rule.of("tolerations\\[\\][.]value", new Text(63, null)),
          Rule.of("effect", matching(16, "(NoSchedule|PreferNoSchedule|NoExecute)?")),
          Rule.of("topologyKey", matching(MAX_LABEL_KEY, LABEL_KEY)),
          Rule.of("m\\w+LabelKeys\\[\\]", matching(MAX_LABEL_KEY, LABEL_KEY)),
          Rule.of("matchFields\\[\\][.]key", matching(63, "metadata[.]name")),
          Rule.of("matchFields\\[\\][.]operator", matching(12, "In|NotIn")),
          Rule.of("matchFields\\[\\][.]values\\[\\]", matching(MAX_NAME, DNS_NAME)),
          Rule.of(SELECTS + "matchExpressions\\[\\][.]key", matching(MAX_LABEL_KEY, LABEL_KEY)),
          Rule.of(
              "nodeAffinity[.].*matchExpressions\\[\\][.]operator",
              matching(12, SELECTOR_OPERATOR + "|Gt|Lt")),
          Rule.of(SELECTS + "matchExpressions\\[\\][.]operator", matching(12, SELECTOR_OPERATOR)),
          Rule.of("preference[.]matchExpressions\\[\\][.]values\\[\\]", new Text(63, null)),
          Rule.of(
              SELECTS + "(matchLabels\\{\\}|values\\[\\])|nodeSelector\\{\\}",
              matching(63, "(" + WORD + ")?")),
          Rule.of("matchLabels\\{\\}|values\\[\\]", new Text(63, null)),
          Rule.of("affinity[.].*namespaces\\[\\]", matching(63, DNS_LABEL)),
          Rule.of(
              "(seccomp|appArmor)Profile[.]type",
              matching(16, "Localhost|RuntimeDefault|Unconfined")),
          Rule.of("fsGroupChangePolicy", matching(16, "OnRootMismatch|Always")),
          Rule.of("supplementalGroupsPolicy", matching(16, "Merge|Strict")),
          Rule.of("seLinuxChangePolicy", matching(16, "Recursive|MountOption")),
          Rule.of("procMount", matching(16, "Default|Unmasked")),
          Rule.of("sysctls\\[\\][.]name", matching(MAX_NAME, "[a-z0-9]([-_a-z0-9./]*[a-z0-9])?")),
          Rule.of("localhostProfile|sysctls\\[\\][.]value", new Text(4096, null)),
          Rule.of("gmsaCredentialSpecName", matching(MAX_NAME, DNS_NAME)),
          Rule.of("gmsaCredentialSpec", matching(65_536, "(.|\\n)+")),
          Rule.of("seLinuxOptions[.]\\w+|runAsUserName", new Text(1024, null)),
          Rule.of("conditions\\[\\][.]status", matching(8, "True|False|Unknown")),
          Rule.of("conditions\\[\\][.]type", new Text(316, null)),
          Rule.of("startTime|completionTime|lastTransitionTime", matching(32, DATE_TIME)),
          Rule.of("message", new Text(32_768, null)),
          Rule.of("reason", new Text(1024, null)),
          Rule.of(
              "status[.](image|volumeImages\\[\\]|resolvedImage|endpoint)", new Text(8192, null)),
          Rule.of("status[.]targets\\[\\][.]image", new Text(1024, null)),
          Rule.of("status[.]unlisted\\[\\]", matching(512, "[A-Z] [0-9]{1,12} [^ ]+ [^ ]+ [^ ]+")));

  private static final List<Rule<Long>> COUNTS =
      List.of(
          Rule.of("spec[.](env|args)", 512L),
          Rule.of("spec[.]tolerations", 128L),
          Rule.of(
              "nodeSelectorTerms|(required|preferred)DuringSchedulingIgnoredDuringExecution", 32L),
          Rule.of(SELECTS + "(matchExpressions|matchFields|\\w+LabelKeys|matchLabels)", 16L),
          Rule.of("clusterTrustBundle[.].*(matchExpressions|matchLabels|values)", 4L),
          Rule.of("spec[.]volumes", 32L),
          Rule.of("projected[.]sources", 16L),
          Rule.of("projected[.].*items", 16L),
          Rule.of("(configMap|secret|downwardAPI)[.]items", 32L),
          Rule.of("topologySpreadConstraints", 8L),
          Rule.of("httpHeaders", 16L),
          Rule.of("matchFields\\[\\][.]values", 1L),
          Rule.of("affinity[.].*(values|namespaces)", 128L),
          Rule.of("limits|requests|claims", 32L),
          Rule.of("status[.]targets", 1_000L),
          Rule.of("status[.]unlisted", 40_000L));

  private static final List<Rule<List<String>>> REQUIRED =
      List.of(
          Rule.of("env\\[\\]|claims\\[\\]|imagePullSecrets\\[\\]", List.of("name")),
          Rule.of("(configMap|secret)Ref", List.of("name")),
          Rule.of("(configMap|secret)KeyRef", List.of("key", "name")),
          Rule.of("fieldRef", List.of("fieldPath")),
          Rule.of(
              "downwardAPI[.]items\\[\\][.]resourceFieldRef", List.of("containerName", "resource")),
          Rule.of("resourceFieldRef", List.of("resource")),
          Rule.of("sysctls\\[\\]", List.of("name")),
          Rule.of("volumes\\[\\][.]configMap|sources\\[\\][.](configMap|secret)", List.of("name")),
          Rule.of("volumes\\[\\][.]secret", List.of("secretName")),
          Rule.of("nodePublishSecretRef", List.of("name")),
          Rule.of("volumes\\[\\][.].*(configMap|secret)[.]items\\[\\]", List.of("key", "path")),
          Rule.of("downwardAPI[.]items\\[\\]|serviceAccountToken", List.of("path")),
          Rule.of("clusterTrustBundle|hostPath", List.of("path")),
          Rule.of("csi", List.of("driver")),
          Rule.of("nfs", List.of("path", "server")),
          Rule.of("volumes\\[\\][.]image", List.of("reference")),
          Rule.of("persistentVolumeClaim", List.of("claimName")),
          Rule.of("projected", List.of("sources")),
          Rule.of("volumeMounts\\[\\]", List.of("mountPath", "name")),
          Rule.of("\\w+Probe[.](grpc|httpGet|tcpSocket)", List.of("port")),
          Rule.of("\\w+Probe[.]exec", List.of("command")),
          Rule.of("httpHeaders\\[\\]", List.of("name", "value")),
          Rule.of(
              "topologySpreadConstraints\\[\\]",
              List.of("maxSkew", "topologyKey", "whenUnsatisfiable")),
          Rule.of("(seccomp|appArmor)Profile", List.of("type")),
          Rule.of("matchExpressions\\[\\]|matchFields\\[\\]", List.of("key", "operator")),
          Rule.of("nodeAffinity[.]required\\w+", List.of("nodeSelectorTerms")),
          Rule.of("nodeAffinity[.]preferred\\w+\\[\\]", List.of("preference", "weight")),
          Rule.of("pod(Anti)?Affinity[.]preferred\\w+\\[\\]", List.of("podAffinityTerm", "weight")),
          Rule.of(
              "podAffinityTerm|pod(Anti)?Affinity[.]required\\w+\\[\\]", List.of("topologyKey")),
          Rule.of(
              "conditions\\[\\]",
              List.of("type", "status", "lastTransitionTime", "reason", "message")));

  private FieldLimits() {}

  /** The range of an integer, if it has one of its own. */
  static Optional<Range> range(String path) {
    return find(RANGES, path);
  }

  static Text text(String path) {
    return find(TEXTS, path).orElseGet(() -> new Text(MAX_NAME, null));
  }

  /** How many a list or a map may have. */
  static long maxCount(String path) {
    return find(COUNTS, path).orElse(MAX_COUNT);
  }

  /** The fields that an object has to have. */
  static List<String> required(String path) {
    return find(REQUIRED, path).orElseGet(List::of);
  }

  private static Text matching(long maxLength, String pattern) {
    return new Text(maxLength, "^(" + pattern + ")$");
  }

  private static <T> Optional<T> find(List<Rule<T>> rules, String path) {
    return rules.stream()
        .filter(rule -> rule.path().matcher(path).matches())
        .map(Rule::limit)
        .findFirst();
  }
}
