package io.langop.operator.cli.cluster;

import java.util.Map;

/**
 * An object that belongs to no namespace, as it was read.
 *
 * @param labels empty if there are none
 * @param spec empty if there is none
 */
public record ClusterObject(String name, Map<String, String> labels, Map<?, ?> spec) {

  /** A text of the spec; empty if it is not there. */
  public String spec(String... path) {
    return StoredResource.text(spec, path);
  }
}
