package io.langop.operator.cli.admission;

import picocli.CommandLine.Command;

/** {@code admission}: the allowlist at admission. */
@Command(
    name = "admission",
    header = "The allowlist at admission: whether Kubernetes itself decides by it",
    description =
        "Namespaces opt in by the label langop.io/image-policy: enforce, warn or audit."
            + " ValidatingAdmissionPolicies of the chart then decide about their pods, by a list that"
            + " the operator compiles for them.",
    footer = "  aictl admission status",
    subcommands = AdmissionStatusCommand.class)
public final class AdmissionCommand {}
