package io.langop.operator.client;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** How objects are written: the operator says what its fields are to be, others keep theirs. */
public final class ServerSideApply {

  private ServerSideApply() {}

  /** Takes over fields that another manager has. */
  public static PatchContext as(String fieldManager) {
    return apply(fieldManager, true);
  }

  /** Is refused with a conflict when another manager has one of the fields. */
  public static PatchContext unlessOwned(String fieldManager) {
    return apply(fieldManager, false);
  }

  private static PatchContext apply(String fieldManager, boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(fieldManager)
        .withForce(force)
        .build();
  }
}
