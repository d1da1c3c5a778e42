package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** An object that is not ours has the name that one of ours would have. */
final class NameConflictException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient HasMetadata foreign;

  NameConflictException(HasMetadata foreign, HasMetadata owner) {
    super(
        "%1$s '%2$s' exists already and does not belong to this %3$s, so it is left alone. Delete it, or give the %3$s another name"
            .formatted(foreign.getKind(), foreign.getMetadata().getName(), owner.getKind()));
    this.foreign = foreign;
  }

  HasMetadata foreign() {
    return foreign;
  }
}
