package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.langop.operator.api.Labels;

/** Metadata of an object that belongs to a custom resource and goes with it. */
public final class OwnedMetadata {

  private OwnedMetadata() {}

  /** Name and namespace of {@code owner}, the common labels, a controller owner reference. */
  public static ObjectMeta of(HasMetadata owner, String component) {
    return new ObjectMetaBuilder()
        .withName(owner.getMetadata().getName())
        .withNamespace(owner.getMetadata().getNamespace())
        .withLabels(Labels.of(owner, component))
        .addNewOwnerReference()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .endOwnerReference()
        .build();
  }

  /** True when {@code object} is controlled by exactly this {@code owner}, not by a namesake. */
  static boolean controls(HasMetadata owner, HasMetadata object) {
    String uid = owner.getMetadata().getUid();
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            reference ->
                uid.equals(reference.getUid()) && Boolean.TRUE.equals(reference.getController()));
  }
}
