package io.langop.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlistSpec;

/** How much room a compiled allowlist takes where it is stored. */
final class CompiledSize {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CompiledSize() {}

  /** Bytes of its JSON. */
  static long of(CompiledAllowlistSpec spec) {
    try {
      return JSON.writeValueAsBytes(spec).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A compiled allowlist is plain data", e);
    }
  }
}
