package io.langop.operator.cli.installation;

import io.langop.operator.cli.admission.PodPolicies;
import io.langop.operator.cli.allowlist.CurrentList;
import io.langop.operator.cli.cluster.Cluster;
import io.langop.operator.cli.cluster.Installation;
import io.langop.operator.cli.cluster.Operators;
import io.langop.operator.cli.cluster.Operators.Operator;
import io.langop.operator.cli.cluster.Reading;
import io.langop.operator.cli.cluster.StoredMap;
import io.langop.operator.cli.command.ConfigMapPlace;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.command.Version;
import io.langop.operator.cli.installation.Requirement.State;
import io.langop.operator.cli.output.Visible;
import io.langop.operator.cli.session.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an installation consists of, looked at once. */
record InstallationState(List<Requirement> requirements) {

  private static final String KINDS = "kinds";
  private static final String POLICIES = "policies";
  private static final String ADMISSION = "admission.enabled";

  static InstallationState read(Cluster cluster, GlobalOptions options) {
    Installation installation = cluster.installation();
    Operators operators = installation.operators();
    List<Requirement> requirements = new ArrayList<>();
    requirements.add(kinds(installation.missingKinds()));
    requirements.add(operator(operators.found()));
    requirements.add(allowlist(cluster, operators.allowlist(options)));
    requirements.add(catalog(cluster, operators, operators.catalog(options)));
    requirements.add(policies(cluster, operators, operators.allowlist(options)));
    requirements.add(versions(operators.found(), installation.kubernetesVersion()));
    return new InstallationState(requirements);
  }

  static Requirement kinds(List<String> missing) {
    return missing.isEmpty()
        ? new Requirement(KINDS, State.READY, "all custom resources are served")
        : new Requirement(
            KINDS, State.MISSING, "the API server does not serve " + String.join(", ", missing));
  }

  static Requirement operator(Reading<List<Operator>> operators) {
    String name = "operator";
    if (!operators.isRead()) {
      return new Requirement(
          name, State.UNKNOWN, "you may not list the Deployments of all namespaces");
    }
    if (operators.value().isEmpty()) {
      return new Requirement(
          name,
          State.MISSING,
          "no Deployment has the label app.kubernetes.io/part-of=language-operator");
    }
    return operators.value().stream()
        .filter(one -> !one.rollout().isEmpty())
        .findFirst()
        .map(one -> new Requirement(name, State.MISSING, one.place() + ": " + one.rollout()))
        .orElseGet(
            () ->
                new Requirement(
                    name,
                    State.READY,
                    operators.value().stream()
                        .map(Operator::place)
                        .collect(Collectors.joining(", "))));
  }

  private static Requirement allowlist(Cluster cluster, ConfigMapPlace place) {
    Optional<CurrentList> list = cluster.readableAllowlist(place);
    String name = "allowlist";
    if (list.isEmpty()) {
      return new Requirement(name, State.UNKNOWN, "you may not read " + place.shown());
    }
    if (list.get() instanceof CurrentList.Missing missing) {
      return new Requirement(name, State.MISSING, missing.message());
    }
    int ignored = list.get().invalidEntries().size();
    return new Requirement(
        name,
        State.READY,
        place.shown() + (ignored == 0 ? "" : ", %d lines are ignored".formatted(ignored)));
  }

  private static Requirement catalog(Cluster cluster, Operators operators, ConfigMapPlace place) {
    String name = "catalog";
    if (operators.areWithout("powertool.enabled")) {
      return new Requirement(name, State.OFF, "the operator runs no PowerTools");
    }
    Optional<StoredMap> catalog = cluster.readableConfigMap(place);
    if (catalog.isEmpty()) {
      return new Requirement(name, State.UNKNOWN, "you may not read " + place.shown());
    }
    return catalog.get().exists()
        ? new Requirement(name, State.READY, place.shown())
        : new Requirement(name, State.MISSING, place.shown() + " does not exist");
  }

  private static Requirement policies(Cluster cluster, Operators operators, ConfigMapPlace place) {
    return operators.areWithout(ADMISSION)
        ? new Requirement(POLICIES, State.OFF, "admission is switched off")
        : policies(PodPolicies.read(cluster, place), operators.anyHas(ADMISSION), place);
  }

  /**
   * @param wanted whether an operator compiles the list for policies, which are then missed
   */
  static Requirement policies(PodPolicies policies, boolean wanted, ConfigMapPlace place) {
    if (!policies.unknown().isEmpty()) {
      return new Requirement(POLICIES, State.UNKNOWN, policies.unknown().get(0));
    }
    if (!policies.installed() && !wanted) {
      return new Requirement(POLICIES, State.OFF, "no policy for pods is installed");
    }
    return policies.problems().isEmpty()
        ? new Requirement(
            POLICIES,
            State.READY,
            "they decide by the list that %s has now".formatted(place.shown()))
        : new Requirement(POLICIES, State.MISSING, policies.problems().get(0));
  }

  static Requirement versions(Reading<List<Operator>> operators, String kubernetes) {
    String operator =
        operators.isRead()
            ? operators.value().stream()
                .map(Operator::version)
                .distinct()
                .collect(Collectors.joining(", "))
            : "";
    String own = Version.number();
    String note =
        "aictl %s, operator %s, Kubernetes %s"
            .formatted(own, operator.isEmpty() ? "unknown" : Visible.value(operator), kubernetes);
    return new Requirement(
        "versions",
        State.READY,
        operator.isEmpty() || operator.equals(own) ? note : note + ": aictl may decide otherwise");
  }

  /** What is missing. */
  List<Requirement> missing() {
    return requirements.stream().filter(one -> one.state() == State.MISSING).toList();
  }

  /** Whether something is missing that no watch tells of. */
  boolean kindsAreMissing() {
    return missing().stream().anyMatch(one -> one.name().equals(KINDS));
  }

  int exitCode() {
    if (!missing().isEmpty()) {
      return ExitCode.NEGATIVE;
    }
    return requirements.stream().anyMatch(one -> one.state() == State.UNKNOWN)
        ? ExitCode.CLUSTER
        : ExitCode.OK;
  }

  /** How it is, in one sentence. */
  String sentence() {
    if (!missing().isEmpty()) {
      return "Not ready: "
          + missing().stream().map(Requirement::shown).collect(Collectors.joining("; "))
          + ".";
    }
    List<String> unknown =
        requirements.stream()
            .filter(one -> one.state() == State.UNKNOWN)
            .map(Requirement::name)
            .toList();
    return unknown.isEmpty()
        ? "Everything is ready."
        : "Nothing is known to be missing, but you may not see everything: "
            + String.join(", ", unknown)
            + ".";
  }
}
