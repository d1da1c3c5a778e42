package io.langop.operator.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.langop.operator.api.langop.v1alpha1.CompiledAllowlist;
import io.langop.operator.api.langop.v1alpha1.LanguageAgent;
import io.langop.operator.api.langop.v1alpha1.LanguageTool;
import io.langop.operator.api.toe.v1alpha1.PowerTool;
import java.util.List;

/**
 * The client's way to read and write objects, but for copies: the framework asks for one of each
 * custom resource before it is reconciled, which costs more than all that is decided then. Custom
 * resources are never changed here, so they are their own copies.
 */
final class Serialization extends KubernetesSerialization {

  /**
   * What is looked up by the name of its kind. The build makes none of the client's other kinds
   * known by name (see {@code .mvn/maven.config}), since loading them takes time at every start and
   * makes a native executable twice as large.
   */
  private static final List<Class<? extends KubernetesResource>> NAMED =
      List.of(
          ConfigMap.class,
          Status.class,
          CompiledAllowlist.class,
          LanguageAgent.class,
          LanguageTool.class,
          PowerTool.class);

  Serialization(ObjectMapper mapper) {
    super(mapper, false);
    NAMED.forEach(this::registerKubernetesResource);
  }

  @Override
  public <T> T clone(T resource) {
    return resource instanceof CustomResource ? resource : super.clone(resource);
  }
}
