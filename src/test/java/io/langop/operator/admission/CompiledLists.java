package io.langop.operator.admission;

import io.langop.operator.allowlist.RegistryAllowlist;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import java.time.Instant;

/** Compiles allowlists for what is not in this package. */
public final class CompiledLists {

  private CompiledLists() {}

  /** What the operator would write for a ConfigMap of that name with that text. */
  public static CompiledAllowlist of(String name, String text) {
    CompiledAllowlist compiled = new CompiledAllowlist();
    compiled.getMetadata().setName(name);
    compiled.setSpec(AllowlistCompiler.compile(RegistryAllowlist.parse(text, Instant.now())));
    return compiled;
  }
}
