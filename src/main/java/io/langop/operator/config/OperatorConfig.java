package io.langop.operator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything an administrator can set. Environment variables: LANGUAGE_OPERATOR_… */
@ConfigMapping(prefix = "language-operator")
public interface OperatorConfig {

  /** Where the registry allowlist is kept. */
  Allowlist allowlist();

  /**
   * Namespaces whose resources are decided about, separated by commas; all when it is not set. The
   * operator then asks for nothing outside of them but the allowlist and the catalog.
   */
  Optional<List<String>> watchedNamespaces();

  /**
   * What happens to a running workload whose image is no longer allowed: keep leaves it running and
   * frozen, stop scales it to zero.
   */
  @WithDefault("keep")
  RevocationPolicy revocationPolicy();

  /**
   * How often the allowlist, the catalog and the settings of its tools are read directly, to prove
   * that the watches have missed nothing and that the operator may still read them. The alert
   * PolicyStale expects less than 3 minutes.
   */
  @WithDefault("60s")
  Duration verifyInterval();

  /**
   * How long the allowlist, the catalog and the settings hold while the API server does not answer.
   * After that nothing new is started until they are read again.
   */
  @WithDefault("10m")
  Duration maxStaleness();

  /** What admission is told of the allowlist. */
  Admission admission();

  /** What is known of the pods that run already. */
  Audit audit();

  /** Reports about pods, for programs that show reports of policies. */
  Reports reports();

  /** Where the images that PowerTools run are kept, and the settings of their tools. */
  Catalog catalog();

  /** Runs of PowerTools. */
  Powertool powertool();

  /** Kubernetes Events. */
  Events events();

  /** Prometheus metrics. */
  Metrics metrics();

  /** Which of several replicas acts. */
  LeaderElection leaderElection();

  /**
   * How long a stop waits for what is being done in the cluster at that moment; what takes longer
   * is dropped, and done by the next one that leads.
   */
  @WithDefault("10s")
  Duration shutdownTimeout();

  /** The ConfigMap that holds the registry allowlist. */
  interface Allowlist {

    /** Namespace of the ConfigMap. */
    @WithDefault("kube-system")
    String namespace();

    /** Name of the ConfigMap. */
    @WithDefault("operator-config")
    String name();

    /** Key of the ConfigMap whose value is the list. */
    @WithDefault("allowed-registries")
    String key();
  }

  /** The allowlist at admission. */
  interface Admission {

    /** Whether the allowlist is compiled for the admission policies of the chart. */
    @WithDefault("false")
    boolean enabled();
  }

  /** The pods that run already. */
  interface Audit {

    /**
     * Whether every pod of the watched namespaces is decided by the allowlist, and those that are
     * not allowed are counted in metrics. By default where PowerTools are run, which need the watch
     * of pods anyway.
     */
    @WithDefault("${language-operator.powertool.enabled:true}")
    boolean enabled();
  }

  /** Reports about pods. */
  interface Reports {

    /**
     * Whether a report is written in each namespace, of the kind Report of openreports.io or, if
     * that is not installed, PolicyReport of wgpolicyk8s.io. Needs the audit.
     */
    @WithDefault("false")
    boolean enabled();

    /** The ClusterRole that the reports belong to, so that they are deleted together with it. */
    Optional<String> owner();
  }

  /** The ConfigMap whose keys are names of tools and whose values are their images. */
  interface Catalog {

    /** Namespace of the ConfigMap. */
    @WithDefault("toe-system")
    String namespace();

    /** Name of the ConfigMap. */
    @WithDefault("profiler-images")
    String name();

    /**
     * Name of the ConfigMap, in the same namespace, whose keys are names of tools and whose values
     * are their settings. It need not exist.
     */
    @WithDefault("profiler-settings")
    String settingsName();
  }

  /** Bounds of a run. */
  interface Powertool {

    /**
     * Whether PowerTools are run. If not, neither they nor the catalog are watched, nor are pods
     * without the audit, and the operator needs no right on them; PowerTools stay as they are.
     */
    @WithDefault("true")
    boolean enabled();

    /** Longest duration that a PowerTool may ask for. */
    @WithDefault("1h")
    Duration maxDuration();

    /** How long a profiler may outlive its duration before its target counts as failed. */
    @WithDefault("30s")
    Duration deadlineGrace();

    /** How long a profiler may take to start while its node is pulling the image. */
    @WithDefault("5m")
    Duration startTimeout();

    /** Most pods of one run; their list is kept in the status, whose size is limited. */
    @WithDefault("3000")
    int maxTargets();

    /**
     * Most profilers that one pod gets in its life. Kubernetes removes no ephemeral container from
     * a pod, so those of earlier runs count, and a full pod has to be replaced.
     */
    @WithDefault("20")
    int maxProfilersPerPod();
  }

  /** Events are best effort: what exceeds these bounds is dropped and counted. */
  interface Events {

    /** Most events written in a second. */
    @WithDefault("50")
    int perSecond();

    /** Most events that wait to be written. */
    @WithDefault("1000")
    int queueSize();
  }

  /** Bounds of the metrics. */
  interface Metrics {

    /** Most series of blocked_images; further ones count in blocked_images_overflow. */
    @WithDefault("1000")
    int maxBlockedImageSeries();

    /**
     * Most series of pods_not_allowed, and of pod_images_not_allowed; what has no series is counted
     * in the metric of the same name with _overflow.
     */
    @WithDefault("1000")
    int maxPodSeries();
  }

  /**
   * Of several replicas the one that holds the Lease acts; the others stand by, ready to follow.
   */
  interface LeaderElection {

    /** Whether there is more than one replica. Without it, a process acts as soon as it runs. */
    @WithDefault("false")
    boolean enabled();

    /** Namespace of the Lease. */
    @WithDefault("kube-system")
    String namespace();

    /** Name of the Lease. */
    @WithDefault("language-operator")
    String leaseName();

    /** How long a standby waits for a leader that renews its lease no more, before it leads. */
    @WithDefault("15s")
    Duration leaseDuration();

    /**
     * How long a leader acts without having renewed its lease; then its process ends. Shorter than
     * the lease, so that there are never two leaders.
     */
    @WithDefault("10s")
    Duration renewDeadline();

    /** How often a leader renews its lease; a standby looks four times as often. */
    @WithDefault("2s")
    Duration retryPeriod();
  }

  /** See {@link #revocationPolicy()}. */
  enum RevocationPolicy {
    KEEP,
    STOP
  }
}
