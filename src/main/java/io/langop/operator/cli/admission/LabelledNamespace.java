package io.langop.operator.cli.admission;

import io.langop.operator.cli.cluster.ClusterObject;
import io.langop.operator.cli.output.Visible;
import java.util.Optional;

/**
 * What admission does with pods in a namespace.
 *
 * @param label the value of the label that asks for it; {@code null} without label
 * @param policy what is done; {@code null} if pods are not judged there
 * @param certain whether that is known from the policies, and not only asked for by the label
 */
record LabelledNamespace(String name, String label, ImagePolicy policy, boolean certain) {

  static LabelledNamespace of(ClusterObject namespace, PodAdmission admission) {
    return new LabelledNamespace(
        namespace.name(),
        namespace.labels().get(ImagePolicy.LABEL),
        admission.in(namespace.labels()).orElse(null),
        admission.isKnown());
  }

  /** For a column. */
  String state() {
    return policy == null ? "not judged" : policy.participle();
  }

  /** What is wrong with it, if its label asks for something that is not done. */
  Optional<String> warning() {
    if (label == null) {
      return Optional.empty();
    }
    Optional<ImagePolicy> asked = ImagePolicy.ofLabel(label);
    if (asked.isEmpty()) {
      return Optional.of("'%s' is none of %s".formatted(Visible.value(label), ImagePolicy.known()));
    }
    if (asked.get() == policy) {
      return Optional.empty();
    }
    return Optional.of(
        policy == null
            ? "the label says %s, but no policy is bound to this namespace".formatted(label)
            : "the label says %s, but a binding of this namespace says %s"
                .formatted(label, policy.action()));
  }

  /** The same as a sentence about the images of pods. */
  String sentence() {
    String shown = Visible.value(name);
    if (policy == null) {
      return "Admission does not judge pods in namespace '%s': %s. The list holds for agents and tools there."
          .formatted(shown, warning().orElse("it has no label " + ImagePolicy.LABEL));
    }
    String pods = "pods in namespace '%s' with images that are not allowed".formatted(shown);
    return "Admission %s%s%s."
        .formatted(
            policy.does(pods),
            label == null ? "" : " (" + ImagePolicy.LABEL + "=" + Visible.value(label) + ")",
            certain ? "" : ", if the operator's policies are installed, which you may not read");
  }
}
