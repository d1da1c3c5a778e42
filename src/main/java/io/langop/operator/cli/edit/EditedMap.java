package io.langop.operator.cli.edit;

import io.langop.operator.cli.cluster.StoredMap;

/** The ConfigMap that an edit is about. */
interface EditedMap {

  StoredMap read();

  /** False when somebody else has written since {@code read}. */
  boolean write(StoredMap read, String value);
}
