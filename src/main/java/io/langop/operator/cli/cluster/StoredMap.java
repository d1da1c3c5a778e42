package io.langop.operator.cli.cluster;

import java.util.Map;

/**
 * A ConfigMap as it was read.
 *
 * @param version what a later write has to find unchanged; {@code null} if there is no ConfigMap
 */
public record StoredMap(String version, Map<String, String> data) {

  public boolean exists() {
    return version != null;
  }
}
